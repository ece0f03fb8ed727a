query One($id: ID!) { depot(id: $id) { name area { name } parent { name } firstCrate { label } } }

SELECT ('{"depot":' || coalesce((SELECT ('{"name":' || json_quote(t0."name") || ',"area":' || coalesce((SELECT ('{"name":' || json_quote(t1."name") || '}')
  FROM "area" AS t1
  WHERE t1."code" = t0."area_code"), 'null') || ',"parent":' || coalesce((SELECT ('{"name":' || json_quote(t2."name") || '}')
  FROM "test_depot" AS t2
  WHERE t2."id" = t0."parent_id" AND +t2."area_code" >= ? AND +t2."area_code" < ? AND t2."deleted_at" IS NULL), 'null') || ',"firstCrate":' || coalesce((SELECT ('{"label":' || json_quote(t3."label") || '}')
  FROM "test_crate" AS t3
  WHERE t3."id" = t0."crate_key" AND +t3."area_code" >= ? AND +t3."area_code" < ? AND t3."parent_deleted_at" IS NULL), 'null') || '}')
  FROM "test_depot" AS t0
  WHERE t0."id" = ? AND +t0."area_code" >= ? AND +t0."area_code" < ? AND t0."deleted_at" IS NULL), 'null') || '}') AS "json"

parameters 7, cost 4
depot.read for depot
authenticated for depot.area
