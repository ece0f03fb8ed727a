{ depotsAggregate(groupBy: [AREA_COUNTY, OPENED_AT_MONTH], having: { count: { gt: 1 } }) { group { areaCounty { name } openedAtMonth } count sum { capacity } } }

SELECT ((SELECT row_to_json(o)
  FROM (SELECT array_to_json(ARRAY(SELECT row_to_json(o)
  FROM (SELECT (SELECT row_to_json(o)
  FROM (SELECT (SELECT row_to_json(o)
  FROM (SELECT t2."name" AS "name"
  FROM "area" AS t2
  WHERE t2."code" = t1."g0") AS o) AS "areaCounty", to_char(t1."g1" AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "openedAtMonth") AS o) AS "group", t1."v0" AS "count", (SELECT row_to_json(o)
  FROM (SELECT CASE WHEN (t1."v1")::float8 IS NULL THEN NULL WHEN (t1."v1")::float8 = 0 THEN to_json(0) WHEN abs((t1."v1")::float8) >= 0.0001 AND abs((t1."v1")::float8) < 1e15 THEN to_json((t1."v1")::float8) ELSE to_json('<mark>:number:' || encode(convert_to(((t1."v1")::float8)::text, 'UTF8'), 'hex')) END AS "capacity") AS o) AS "sum"
  FROM (SELECT CASE WHEN length(t0."area_code") >= 6 THEN substr(t0."area_code", 1, 6) END AS "g0", (date_trunc('month', t0."opened_at" AT TIME ZONE 'UTC' + interval '480 minutes') - interval '480 minutes') AT TIME ZONE 'UTC' AS "g1", count(*) AS "v0", sum(t0."capacity") AS "v1"
  FROM "test_depot" AS t0
  WHERE t0."area_code" >= $1 AND t0."area_code" < $2 AND t0."deleted_at" IS NULL
  GROUP BY 1, 2
  HAVING count(*) > $3) AS t1
  ORDER BY t1."g0", t1."g1"
  LIMIT 10001) AS o)) AS "depotsAggregate") AS o))::text AS "json"

parameters 3, cost 1
depot.read for depotsAggregate
authenticated for depotsAggregate.group.areaCounty
