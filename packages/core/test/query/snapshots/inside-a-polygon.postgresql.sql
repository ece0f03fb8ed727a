query In($p: GeoJSON!) { depots(where: { location: { within: $p } }) { totalCount nodes { id location } } }

SELECT ((SELECT row_to_json(o)
  FROM (SELECT (SELECT row_to_json(o)
  FROM (SELECT (SELECT count(*)
  FROM "test_depot" AS t0
  WHERE (point(t0."lon", t0."lat") <@ box(point($1::float8, $2::float8), point($3::float8, $4::float8)) AND t0."lon" >= $5 AND t0."lon" <= $6 AND t0."lat" >= $7 AND t0."lat" <= $8 AND EXISTS (WITH e(part, ring, ax, ay, bx, by) AS MATERIALIZED (SELECT (v ->> 0)::int, (v ->> 1)::int, (v ->> 2)::float8, (v ->> 3)::float8, (v ->> 4)::float8, (v ->> 5)::float8
  FROM json_array_elements($9::json) AS v) SELECT 1
  FROM (SELECT part, CASE WHEN max(CASE WHEN ((bx - ax) * (t0."lat" - ay) - (by - ay) * (t0."lon" - ax)) = 0 AND t0."lon" BETWEEN CASE WHEN ax < bx THEN ax ELSE bx END AND CASE WHEN ax < bx THEN bx ELSE ax END AND t0."lat" BETWEEN CASE WHEN ay < by THEN ay ELSE by END AND CASE WHEN ay < by THEN by ELSE ay END THEN 1 ELSE 0 END) = 1 THEN 1 WHEN ring = 0 THEN sum(CASE WHEN (ay > t0."lat") <> (by > t0."lat") AND (((bx - ax) * (t0."lat" - ay) - (by - ay) * (t0."lon" - ax)) > 0) = (by > ay) THEN 1 ELSE 0 END) % 2 ELSE 1 - sum(CASE WHEN (ay > t0."lat") <> (by > t0."lat") AND (((bx - ax) * (t0."lat" - ay) - (by - ay) * (t0."lon" - ax)) > 0) = (by > ay) THEN 1 ELSE 0 END) % 2 END AS fits
  FROM e
  GROUP BY part, ring) AS r
  GROUP BY part
  HAVING min(fits) = 1)) AND CASE WHEN t0."area_code" >= $10 THEN t0."area_code" < $11 ELSE false END AND t0."deleted_at" IS NULL) AS "totalCount", array_to_json(ARRAY(SELECT row_to_json(o)
  FROM (SELECT 'depot_' || t0."id" AS "id", ('{"type":"Point","coordinates":[' || (CASE WHEN t0."lon" IS NULL THEN NULL WHEN t0."lon" = 0 THEN to_json(0) WHEN abs(t0."lon") >= 0.0001 AND abs(t0."lon") < 1e15 THEN to_json(t0."lon") ELSE to_json('<mark>:number:' || encode(convert_to((t0."lon")::text, 'UTF8'), 'hex')) END)::text || ',' || (CASE WHEN t0."lat" IS NULL THEN NULL WHEN t0."lat" = 0 THEN to_json(0) WHEN abs(t0."lat") >= 0.0001 AND abs(t0."lat") < 1e15 THEN to_json(t0."lat") ELSE to_json('<mark>:number:' || encode(convert_to((t0."lat")::text, 'UTF8'), 'hex')) END)::text || ']}')::json AS "location"
  FROM "test_depot" AS t0
  WHERE (point(t0."lon", t0."lat") <@ box(point($12::float8, $13::float8), point($14::float8, $15::float8)) AND t0."lon" >= $16 AND t0."lon" <= $17 AND t0."lat" >= $18 AND t0."lat" <= $19 AND EXISTS (WITH e(part, ring, ax, ay, bx, by) AS MATERIALIZED (SELECT (v ->> 0)::int, (v ->> 1)::int, (v ->> 2)::float8, (v ->> 3)::float8, (v ->> 4)::float8, (v ->> 5)::float8
  FROM json_array_elements($20::json) AS v) SELECT 1
  FROM (SELECT part, CASE WHEN max(CASE WHEN ((bx - ax) * (t0."lat" - ay) - (by - ay) * (t0."lon" - ax)) = 0 AND t0."lon" BETWEEN CASE WHEN ax < bx THEN ax ELSE bx END AND CASE WHEN ax < bx THEN bx ELSE ax END AND t0."lat" BETWEEN CASE WHEN ay < by THEN ay ELSE by END AND CASE WHEN ay < by THEN by ELSE ay END THEN 1 ELSE 0 END) = 1 THEN 1 WHEN ring = 0 THEN sum(CASE WHEN (ay > t0."lat") <> (by > t0."lat") AND (((bx - ax) * (t0."lat" - ay) - (by - ay) * (t0."lon" - ax)) > 0) = (by > ay) THEN 1 ELSE 0 END) % 2 ELSE 1 - sum(CASE WHEN (ay > t0."lat") <> (by > t0."lat") AND (((bx - ax) * (t0."lat" - ay) - (by - ay) * (t0."lon" - ax)) > 0) = (by > ay) THEN 1 ELSE 0 END) % 2 END AS fits
  FROM e
  GROUP BY part, ring) AS r
  GROUP BY part
  HAVING min(fits) = 1)) AND CASE WHEN t0."area_code" >= $21 THEN t0."area_code" < $22 ELSE false END AND t0."deleted_at" IS NULL
  ORDER BY t0."id"
  LIMIT 20) AS o)) AS "nodes") AS o) AS "depots") AS o))::text AS "json"

parameters 22, cost 20
depot.read for depots
