{ depotsAggregate(groupBy: [AREA_COUNTY, OPENED_AT_MONTH], having: { count: { gt: 1 } }) { group { areaCounty { name } openedAtMonth } count sum { capacity } } }

SELECT ('{"depotsAggregate":' || (SELECT '[' || coalesce(group_concat("j", ','), '') || ']'
  FROM (SELECT ('{"group":' || ('{"areaCounty":' || coalesce((SELECT ('{"name":' || json_quote(t2."name") || '}')
  FROM "area" AS t2
  WHERE t2."code" = t1."g0"), 'null') || ',"openedAtMonth":' || coalesce(strftime('"%Y-%m-%dT%H:%M:%fZ"', t1."g1" / 1000.0, 'unixepoch'), 'null') || '}') || ',"count":' || coalesce(t1."v0", 'null') || ',"sum":' || ('{"capacity":' || coalesce(fengsui_number(t1."v1"), 'null') || '}') || '}') AS "j"
  FROM (SELECT CASE WHEN length(t0."area_code") >= 6 THEN substr(t0."area_code", 1, 6) END AS "g0", (unixepoch((t0."opened_at" + 28800000 - (((t0."opened_at" + 28800000) % 1000) + 1000) % 1000) / 1000, 'unixepoch', 'start of month') * 1000 - 28800000) AS "g1", count(*) AS "v0", sum(t0."capacity") AS "v1"
  FROM "test_depot" AS t0
  WHERE +t0."area_code" >= ? AND +t0."area_code" < ? AND t0."deleted_at" IS NULL
  GROUP BY 1, 2
  HAVING count(*) > ?) AS t1
  ORDER BY t1."g0" IS NULL, t1."g0", t1."g1" IS NULL, t1."g1"
  LIMIT 10001)) || '}') AS "json"

parameters 3, cost 1
depot.read for depotsAggregate
authenticated for depotsAggregate.group.areaCounty
