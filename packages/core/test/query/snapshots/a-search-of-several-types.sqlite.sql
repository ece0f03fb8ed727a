{ search(text: "库 1", first: 10) { edges { cursor node { id ... on Depot { name area { name } } } } pageInfo { hasNextPage } } }

SELECT ('{"search":' || ('{"edges":' || (SELECT '[' || coalesce(group_concat("j", ','), '') || ']'
  FROM (SELECT "j"
  FROM (SELECT t0."r" AS "r", 0 AS "t", t0."code" AS "k", ('{"cursor":' || '"<mark>:cursor:' || lower(hex(json_array(0, t0."r", 0, t0."code"))) || '"' || ',"node":' || ('{"id":' || json_quote('area_' || t0."code") || '}') || '}') AS "j"
  FROM (SELECT t0.*, CASE WHEN (lower(t0."name") = ?) THEN 0 WHEN (substr(lower(t0."name"), 1, ?) = ?) THEN 1 ELSE 2 END AS "r"
  FROM "area" AS t0
  WHERE t0.rowid IN (SELECT rowid
  FROM "area_search"
  WHERE "area_search" MATCH ? UNION ALL SELECT id
  FROM "area_search_due") AND (instr(lower(t0."name"), ?) > 0) AND (instr(lower(t0."name"), ?) > 0)
  ORDER BY "r", t0."code"
  LIMIT 10) AS t0 UNION ALL SELECT t1."r" AS "r", 1 AS "t", t1."id" AS "k", ('{"cursor":' || '"<mark>:cursor:' || lower(hex(json_array(0, t1."r", 1, t1."id"))) || '"' || ',"node":' || ('{"id":' || json_quote('attachment_' || t1."id") || '}') || '}') AS "j"
  FROM (SELECT t1.*, CASE WHEN (lower(t1."file_name") = ? OR lower(t1."caption") = ?) THEN 0 WHEN (substr(lower(t1."file_name"), 1, ?) = ? OR substr(lower(t1."caption"), 1, ?) = ?) THEN 1 ELSE 2 END AS "r"
  FROM "attachment" AS t1
  WHERE t1.rowid IN (SELECT rowid
  FROM "attachment_search"
  WHERE "attachment_search" MATCH ? UNION ALL SELECT id
  FROM "attachment_search_due") AND (instr(lower(t1."file_name"), ?) > 0 OR instr(lower(t1."caption"), ?) > 0) AND (instr(lower(t1."file_name"), ?) > 0 OR instr(lower(t1."caption"), ?) > 0) AND +t1."area_code" >= ? AND +t1."area_code" < ? AND t1."deleted_at" IS NULL
  ORDER BY "r", t1."id"
  LIMIT 10) AS t1 UNION ALL SELECT t2."r" AS "r", 2 AS "t", t2."id" AS "k", ('{"cursor":' || '"<mark>:cursor:' || lower(hex(json_array(0, t2."r", 2, t2."id"))) || '"' || ',"node":' || ('{"id":' || json_quote('depot_' || t2."id") || ',"name":' || json_quote(t2."name") || ',"area":' || coalesce((SELECT ('{"name":' || json_quote(t3."name") || '}')
  FROM "area" AS t3
  WHERE t3."code" = t2."area_code"), 'null') || '}') || '}') AS "j"
  FROM (SELECT t2.*, CASE WHEN (lower(t2."name") = ? OR lower(t2."note") = ?) THEN 0 WHEN (substr(lower(t2."name"), 1, ?) = ? OR substr(lower(t2."note"), 1, ?) = ?) THEN 1 ELSE 2 END AS "r"
  FROM "test_depot" AS t2
  WHERE t2.rowid IN (SELECT rowid
  FROM "test_depot_search"
  WHERE "test_depot_search" MATCH ? UNION ALL SELECT id
  FROM "test_depot_search_due") AND (instr(lower(t2."name"), ?) > 0 OR instr(lower(t2."note"), ?) > 0) AND (instr(lower(t2."name"), ?) > 0 OR instr(lower(t2."note"), ?) > 0) AND +t2."area_code" >= ? AND +t2."area_code" < ? AND t2."deleted_at" IS NULL
  ORDER BY "r", t2."id"
  LIMIT 10) AS t2 UNION ALL SELECT t4."r" AS "r", 3 AS "t", t4."id" AS "k", ('{"cursor":' || '"<mark>:cursor:' || lower(hex(json_array(0, t4."r", 3, t4."id"))) || '"' || ',"node":' || ('{"id":' || json_quote('enterprise_' || t4."id") || '}') || '}') AS "j"
  FROM (SELECT t4.*, CASE WHEN (lower(t4."name") = ? OR lower(t4."credit_code") = ?) THEN 0 WHEN (substr(lower(t4."name"), 1, ?) = ? OR substr(lower(t4."credit_code"), 1, ?) = ?) THEN 1 ELSE 2 END AS "r"
  FROM "enterprise" AS t4
  WHERE t4.rowid IN (SELECT rowid
  FROM "enterprise_search"
  WHERE "enterprise_search" MATCH ? UNION ALL SELECT id
  FROM "enterprise_search_due") AND (instr(lower(t4."name"), ?) > 0 OR instr(lower(t4."credit_code"), ?) > 0) AND (instr(lower(t4."name"), ?) > 0 OR instr(lower(t4."credit_code"), ?) > 0) AND +t4."area_code" >= ? AND +t4."area_code" < ?
  ORDER BY "r", t4."id"
  LIMIT 10) AS t4 UNION ALL SELECT t5."r" AS "r", 4 AS "t", t5."id" AS "k", ('{"cursor":' || '"<mark>:cursor:' || lower(hex(json_array(0, t5."r", 4, t5."id"))) || '"' || ',"node":' || ('{"id":' || json_quote('notice_' || t5."id") || '}') || '}') AS "j"
  FROM (SELECT t5.*, CASE WHEN (lower(t5."title") = ?) THEN 0 WHEN (substr(lower(t5."title"), 1, ?) = ?) THEN 1 ELSE 2 END AS "r"
  FROM "test_notice" AS t5
  WHERE t5.rowid IN (SELECT rowid
  FROM "test_notice_search"
  WHERE "test_notice_search" MATCH ? UNION ALL SELECT id
  FROM "test_notice_search_due") AND (instr(lower(t5."title"), ?) > 0) AND (instr(lower(t5."title"), ?) > 0) AND (+t5."area_code" >= ? AND +t5."area_code" < ? OR t5."area_code" IN (?, ?, ?, ?, ?))
  ORDER BY "r", t5."id"
  LIMIT 10) AS t5 UNION ALL SELECT t6."r" AS "r", 5 AS "t", t6."id" AS "k", ('{"cursor":' || '"<mark>:cursor:' || lower(hex(json_array(0, t6."r", 5, t6."id"))) || '"' || ',"node":' || ('{"id":' || json_quote('organization_' || t6."id") || '}') || '}') AS "j"
  FROM (SELECT t6.*, CASE WHEN (lower(t6."name") = ?) THEN 0 WHEN (substr(lower(t6."name"), 1, ?) = ?) THEN 1 ELSE 2 END AS "r"
  FROM "organization" AS t6
  WHERE t6.rowid IN (SELECT rowid
  FROM "organization_search"
  WHERE "organization_search" MATCH ? UNION ALL SELECT id
  FROM "organization_search_due") AND (instr(lower(t6."name"), ?) > 0) AND (instr(lower(t6."name"), ?) > 0) AND +t6."area_code" >= ? AND +t6."area_code" < ?
  ORDER BY "r", t6."id"
  LIMIT 10) AS t6) AS "u"
  ORDER BY "r", "t", "k"
  LIMIT 10)) || ',"pageInfo":' || ('{"hasNextPage":' || CASE WHEN EXISTS (SELECT 1
  FROM (SELECT t7."r" AS "r", 0 AS "t", t7."code" AS "k", 1 AS "j"
  FROM (SELECT t7.*, CASE WHEN (lower(t7."name") = ?) THEN 0 WHEN (substr(lower(t7."name"), 1, ?) = ?) THEN 1 ELSE 2 END AS "r"
  FROM "area" AS t7
  WHERE t7.rowid IN (SELECT rowid
  FROM "area_search"
  WHERE "area_search" MATCH ? UNION ALL SELECT id
  FROM "area_search_due") AND (instr(lower(t7."name"), ?) > 0) AND (instr(lower(t7."name"), ?) > 0)
  ORDER BY "r", t7."code"
  LIMIT 11) AS t7 UNION ALL SELECT t8."r" AS "r", 1 AS "t", t8."id" AS "k", 1 AS "j"
  FROM (SELECT t8.*, CASE WHEN (lower(t8."file_name") = ? OR lower(t8."caption") = ?) THEN 0 WHEN (substr(lower(t8."file_name"), 1, ?) = ? OR substr(lower(t8."caption"), 1, ?) = ?) THEN 1 ELSE 2 END AS "r"
  FROM "attachment" AS t8
  WHERE t8.rowid IN (SELECT rowid
  FROM "attachment_search"
  WHERE "attachment_search" MATCH ? UNION ALL SELECT id
  FROM "attachment_search_due") AND (instr(lower(t8."file_name"), ?) > 0 OR instr(lower(t8."caption"), ?) > 0) AND (instr(lower(t8."file_name"), ?) > 0 OR instr(lower(t8."caption"), ?) > 0) AND +t8."area_code" >= ? AND +t8."area_code" < ? AND t8."deleted_at" IS NULL
  ORDER BY "r", t8."id"
  LIMIT 11) AS t8 UNION ALL SELECT t9."r" AS "r", 2 AS "t", t9."id" AS "k", 1 AS "j"
  FROM (SELECT t9.*, CASE WHEN (lower(t9."name") = ? OR lower(t9."note") = ?) THEN 0 WHEN (substr(lower(t9."name"), 1, ?) = ? OR substr(lower(t9."note"), 1, ?) = ?) THEN 1 ELSE 2 END AS "r"
  FROM "test_depot" AS t9
  WHERE t9.rowid IN (SELECT rowid
  FROM "test_depot_search"
  WHERE "test_depot_search" MATCH ? UNION ALL SELECT id
  FROM "test_depot_search_due") AND (instr(lower(t9."name"), ?) > 0 OR instr(lower(t9."note"), ?) > 0) AND (instr(lower(t9."name"), ?) > 0 OR instr(lower(t9."note"), ?) > 0) AND +t9."area_code" >= ? AND +t9."area_code" < ? AND t9."deleted_at" IS NULL
  ORDER BY "r", t9."id"
  LIMIT 11) AS t9 UNION ALL SELECT t10."r" AS "r", 3 AS "t", t10."id" AS "k", 1 AS "j"
  FROM (SELECT t10.*, CASE WHEN (lower(t10."name") = ? OR lower(t10."credit_code") = ?) THEN 0 WHEN (substr(lower(t10."name"), 1, ?) = ? OR substr(lower(t10."credit_code"), 1, ?) = ?) THEN 1 ELSE 2 END AS "r"
  FROM "enterprise" AS t10
  WHERE t10.rowid IN (SELECT rowid
  FROM "enterprise_search"
  WHERE "enterprise_search" MATCH ? UNION ALL SELECT id
  FROM "enterprise_search_due") AND (instr(lower(t10."name"), ?) > 0 OR instr(lower(t10."credit_code"), ?) > 0) AND (instr(lower(t10."name"), ?) > 0 OR instr(lower(t10."credit_code"), ?) > 0) AND +t10."area_code" >= ? AND +t10."area_code" < ?
  ORDER BY "r", t10."id"
  LIMIT 11) AS t10 UNION ALL SELECT t11."r" AS "r", 4 AS "t", t11."id" AS "k", 1 AS "j"
  FROM (SELECT t11.*, CASE WHEN (lower(t11."title") = ?) THEN 0 WHEN (substr(lower(t11."title"), 1, ?) = ?) THEN 1 ELSE 2 END AS "r"
  FROM "test_notice" AS t11
  WHERE t11.rowid IN (SELECT rowid
  FROM "test_notice_search"
  WHERE "test_notice_search" MATCH ? UNION ALL SELECT id
  FROM "test_notice_search_due") AND (instr(lower(t11."title"), ?) > 0) AND (instr(lower(t11."title"), ?) > 0) AND (+t11."area_code" >= ? AND +t11."area_code" < ? OR t11."area_code" IN (?, ?, ?, ?, ?))
  ORDER BY "r", t11."id"
  LIMIT 11) AS t11 UNION ALL SELECT t12."r" AS "r", 5 AS "t", t12."id" AS "k", 1 AS "j"
  FROM (SELECT t12.*, CASE WHEN (lower(t12."name") = ?) THEN 0 WHEN (substr(lower(t12."name"), 1, ?) = ?) THEN 1 ELSE 2 END AS "r"
  FROM "organization" AS t12
  WHERE t12.rowid IN (SELECT rowid
  FROM "organization_search"
  WHERE "organization_search" MATCH ? UNION ALL SELECT id
  FROM "organization_search_due") AND (instr(lower(t12."name"), ?) > 0) AND (instr(lower(t12."name"), ?) > 0) AND +t12."area_code" >= ? AND +t12."area_code" < ?
  ORDER BY "r", t12."id"
  LIMIT 11) AS t12) AS "u"
  LIMIT 1 OFFSET 10) THEN 'true' ELSE 'false' END || '}') || '}') || '}') AS "json"

parameters 132, cost 70
authenticated for search
attachment.read for search
depot.read for search
enterprise.read for search
notice.read for search
organization.read for search
