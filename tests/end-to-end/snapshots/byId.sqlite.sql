enterprise: one Enterprise by id
  area: one Area by code
  hazardUnits: page of HazardUnit, first 5 by id
  hiddenDangers: page of HiddenDanger, first 5 by dueAt, id

SELECT ('{"enterprise":' || coalesce((SELECT (('{"id":' || json_quote('enterprise_' || t0."id") || ',"name":' || json_quote(t0."name") || ',"creditCode":' || json_quote(t0."credit_code") || ',"industry":' || json_quote(t0."industry") || ',"employees":') || (coalesce(t0."employees", 'null') || ',"area":' || coalesce((SELECT ('{"code":' || json_quote(t1."code") || ',"name":' || json_quote(t1."name") || '}')
  FROM "area" AS t1
  WHERE t1."code" = t0."area_code"), 'null') || ',"hazardUnits":' || ('{"nodes":' || (SELECT '[' || coalesce(group_concat("j", ','), '') || ']'
  FROM (SELECT ('{"id":' || json_quote('unit_' || t2."id") || ',"name":' || json_quote(t2."name") || '}') AS "j"
  FROM "hazchem_unit" AS t2
  WHERE t2."enterprise_id" = t0."id" AND +t2."area_code" >= ? AND +t2."area_code" < ?
  ORDER BY t2."id"
  LIMIT 5)) || '}') || ',"hiddenDangers":' || ('{"nodes":' || (SELECT '[' || coalesce(group_concat("j", ','), '') || ']'
  FROM (SELECT ('{"id":' || json_quote('danger_' || t3."id") || ',"status":' || json_quote(t3."status") || ',"dueAt":' || coalesce(strftime('"%Y-%m-%dT%H:%M:%fZ"', t3."due_at" / 1000.0, 'unixepoch'), 'null') || '}') AS "j"
  FROM "hidden_danger" AS t3
  WHERE t3."enterprise_id" = t0."id" AND +t3."area_code" >= ? AND +t3."area_code" < ?
  ORDER BY t3."due_at", t3."id"
  LIMIT 5)) || '}') || '}'))
  FROM "enterprise" AS t0
  WHERE t0."id" = ? AND +t0."area_code" >= ? AND +t0."area_code" < ?), 'null') || '}') AS "json"

cost 12
