query One($id: ID!) { depot(id: $id) { name area { name } parent { name } firstCrate { label } } }

SELECT ((SELECT row_to_json(o)
  FROM (SELECT (SELECT row_to_json(o)
  FROM (SELECT t0."name" AS "name", (SELECT row_to_json(o)
  FROM (SELECT t1."name" AS "name"
  FROM "area" AS t1
  WHERE t1."code" = t0."area_code") AS o) AS "area", (SELECT row_to_json(o)
  FROM (SELECT t2."name" AS "name"
  FROM "test_depot" AS t2
  WHERE t2."id" = t0."parent_id" AND CASE WHEN t2."area_code" >= $1 THEN t2."area_code" < $2 ELSE false END AND t2."deleted_at" IS NULL) AS o) AS "parent", (SELECT row_to_json(o)
  FROM (SELECT t3."label" AS "label"
  FROM "test_crate" AS t3
  WHERE t3."id" = t0."crate_key" AND CASE WHEN t3."area_code" >= $3 THEN t3."area_code" < $4 ELSE false END AND t3."parent_deleted_at" IS NULL) AS o) AS "firstCrate"
  FROM "test_depot" AS t0
  WHERE t0."id" = $5 AND CASE WHEN t0."area_code" >= $6 THEN t0."area_code" < $7 ELSE false END AND t0."deleted_at" IS NULL) AS o) AS "depot") AS o))::text AS "json"

parameters 7, cost 4
depot.read for depot
authenticated for depot.area
