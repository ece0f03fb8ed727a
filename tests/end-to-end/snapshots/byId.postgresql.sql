enterprise: one Enterprise by id
  area: one Area by code
  hazardUnits: page of HazardUnit, first 5 by id
  hiddenDangers: page of HiddenDanger, first 5 by dueAt, id

SELECT ((SELECT row_to_json(o)
  FROM (SELECT (SELECT row_to_json(o)
  FROM (SELECT 'enterprise_' || t0."id" AS "id", t0."name" AS "name", t0."credit_code" AS "creditCode", t0."industry" AS "industry", t0."employees" AS "employees", (SELECT row_to_json(o)
  FROM (SELECT t1."code" AS "code", t1."name" AS "name"
  FROM "area" AS t1
  WHERE t1."code" = t0."area_code") AS o) AS "area", (SELECT row_to_json(o)
  FROM (SELECT array_to_json(ARRAY(SELECT row_to_json(o)
  FROM (SELECT 'unit_' || t2."id" AS "id", t2."name" AS "name"
  FROM "hazchem_unit" AS t2
  WHERE t2."enterprise_id" = t0."id" AND CASE WHEN t2."area_code" >= $1 THEN t2."area_code" < $2 ELSE false END
  ORDER BY t2."id"
  LIMIT 5) AS o)) AS "nodes") AS o) AS "hazardUnits", (SELECT row_to_json(o)
  FROM (SELECT array_to_json(ARRAY(SELECT row_to_json(o)
  FROM (SELECT 'danger_' || t3."id" AS "id", t3."status" AS "status", to_char(t3."due_at" AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "dueAt"
  FROM "hidden_danger" AS t3
  WHERE t3."enterprise_id" = t0."id" AND CASE WHEN t3."area_code" >= $3 THEN t3."area_code" < $4 ELSE false END
  ORDER BY t3."due_at", t3."id"
  LIMIT 5) AS o)) AS "nodes") AS o) AS "hiddenDangers"
  FROM "enterprise" AS t0
  WHERE t0."id" = $5 AND CASE WHEN t0."area_code" >= $6 THEN t0."area_code" < $7 ELSE false END) AS o) AS "enterprise") AS o))::text AS "json"

cost 12
