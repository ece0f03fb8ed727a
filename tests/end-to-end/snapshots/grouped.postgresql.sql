hiddenDangersAggregate: groups of HiddenDanger by area@9
  group.areaTownship: one Area by code

SELECT ((SELECT row_to_json(o)
  FROM (SELECT array_to_json(ARRAY(SELECT row_to_json(o)
  FROM (SELECT (SELECT row_to_json(o)
  FROM (SELECT (SELECT row_to_json(o)
  FROM (SELECT t2."code" AS "code", t2."name" AS "name"
  FROM "area" AS t2
  WHERE t2."code" = t1."g0") AS o) AS "areaTownship") AS o) AS "group", t1."v0" AS "count"
  FROM (SELECT CASE WHEN length(p."g0") >= 9 THEN substr(p."g0", 1, 9) END AS "g0", CAST(sum(p."v0_0") AS bigint) AS "v0"
  FROM (SELECT t0."area_code" AS "g0", count(*) AS "v0_0"
  FROM "hidden_danger" AS t0
  WHERE (t0."due_at" < $1) AND (t0."status" IN ('FOUND', 'ASSIGNED', 'RECTIFIED')) AND t0."area_code" >= $2 AND t0."area_code" < $3
  GROUP BY t0."status", t0."area_code") AS p
  GROUP BY 1) AS t1
  ORDER BY t1."g0"
  LIMIT 10001) AS o)) AS "hiddenDangersAggregate") AS o))::text AS "json"

cost 1
