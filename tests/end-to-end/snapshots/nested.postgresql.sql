enterprises: page of Enterprise, first 20 by name, id, where riskColour
  nodes.hiddenDangers: page of HiddenDanger, first 5 by dueAt, id, where status
  nodes.hazardUnitCount: count of HazardUnit
  nodes.hiddenDangerCount: count of HiddenDanger

SELECT ((SELECT row_to_json(o)
  FROM (SELECT (SELECT row_to_json(o)
  FROM (SELECT array_to_json(ARRAY(SELECT row_to_json(o)
  FROM (SELECT 'enterprise_' || t0."id" AS "id", t0."name" AS "name", (SELECT row_to_json(o)
  FROM (SELECT array_to_json(ARRAY(SELECT row_to_json(o)
  FROM (SELECT 'danger_' || t1."id" AS "id", t1."description" AS "description", to_char(t1."due_at" AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "dueAt"
  FROM "hidden_danger" AS t1
  WHERE t1."enterprise_id" = t0."id" AND (t1."status" IN ('FOUND', 'ASSIGNED', 'RECTIFIED')) AND CASE WHEN t1."area_code" >= $1 THEN t1."area_code" < $2 ELSE false END
  ORDER BY t1."due_at", t1."id"
  LIMIT 5) AS o)) AS "nodes") AS o) AS "hiddenDangers", (SELECT count(*)
  FROM "hazchem_unit" AS t2
  WHERE t2."enterprise_id" = t0."id" AND CASE WHEN t2."area_code" >= $3 THEN t2."area_code" < $4 ELSE false END) AS "hazardUnitCount", (SELECT count(*)
  FROM "hidden_danger" AS t3
  WHERE t3."enterprise_id" = t0."id" AND CASE WHEN t3."area_code" >= $5 THEN t3."area_code" < $6 ELSE false END) AS "hiddenDangerCount"
  FROM "enterprise" AS t0
  WHERE (t0."risk_colour" = 'RED') AND CASE WHEN t0."area_code" >= $7 THEN t0."area_code" < $8 ELSE false END
  ORDER BY t0."name", t0."id"
  LIMIT 20) AS o)) AS "nodes") AS o) AS "enterprises") AS o))::text AS "json"

cost 120
