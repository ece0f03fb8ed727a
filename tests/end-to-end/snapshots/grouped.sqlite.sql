hiddenDangersAggregate: groups of HiddenDanger by area@9
  group.areaTownship: one Area by code

SELECT ('{"hiddenDangersAggregate":' || (SELECT '[' || coalesce(group_concat("j", ','), '') || ']'
  FROM (SELECT ('{"group":' || ('{"areaTownship":' || coalesce((SELECT ('{"code":' || json_quote(t2."code") || ',"name":' || json_quote(t2."name") || '}')
  FROM "area" AS t2
  WHERE t2."code" = t1."g0"), 'null') || '}') || ',"count":' || coalesce(t1."v0", 'null') || '}') AS "j"
  FROM (SELECT CASE WHEN length(p."g0") >= 9 THEN substr(p."g0", 1, 9) END AS "g0", CAST(sum(p."v0_0") AS bigint) AS "v0"
  FROM (SELECT t0."area_code" AS "g0", count(*) AS "v0_0"
  FROM "hidden_danger" AS t0
  WHERE (t0."due_at" < ?) AND (t0."status" IN ('FOUND', 'ASSIGNED', 'RECTIFIED')) AND +t0."area_code" >= ? AND +t0."area_code" < ?
  GROUP BY t0."status", t0."area_code") AS p
  GROUP BY 1) AS t1
  ORDER BY t1."g0" IS NULL, t1."g0"
  LIMIT 10001)) || '}') AS "json"

cost 1
