enterprises: page of Enterprise, first 20 by name, id, where riskColour
  nodes.hiddenDangers: page of HiddenDanger, first 5 by dueAt, id, where status
  nodes.hazardUnitCount: count of HazardUnit
  nodes.hiddenDangerCount: count of HiddenDanger

SELECT ('{"enterprises":' || ('{"nodes":' || (SELECT '[' || coalesce(group_concat("j", ','), '') || ']'
  FROM (SELECT ('{"id":' || json_quote('enterprise_' || t0."id") || ',"name":' || json_quote(t0."name") || ',"hiddenDangers":' || ('{"nodes":' || (SELECT '[' || coalesce(group_concat("j", ','), '') || ']'
  FROM (SELECT ('{"id":' || json_quote('danger_' || t1."id") || ',"description":' || json_quote(t1."description") || ',"dueAt":' || coalesce(strftime('"%Y-%m-%dT%H:%M:%fZ"', t1."due_at" / 1000.0, 'unixepoch'), 'null') || '}') AS "j"
  FROM "hidden_danger" AS t1
  WHERE t1."enterprise_id" = t0."id" AND (t1."status" IN ('FOUND', 'ASSIGNED', 'RECTIFIED')) AND +t1."area_code" >= ? AND +t1."area_code" < ?
  ORDER BY t1."due_at", t1."id"
  LIMIT 5)) || '}') || ',"hazardUnitCount":' || coalesce((SELECT count(*)
  FROM "hazchem_unit" AS t2
  WHERE t2."enterprise_id" = t0."id" AND +t2."area_code" >= ? AND +t2."area_code" < ?), 'null') || ',"hiddenDangerCount":' || coalesce((SELECT count(*)
  FROM "hidden_danger" AS t3
  WHERE t3."enterprise_id" = t0."id" AND +t3."area_code" >= ? AND +t3."area_code" < ?), 'null') || '}') AS "j"
  FROM "enterprise" AS t0
  WHERE (t0."risk_colour" = 'RED') AND +t0."area_code" >= ? AND +t0."area_code" < ?
  ORDER BY t0."name", t0."id"
  LIMIT 20)) || '}') || '}') AS "json"

cost 120
