{ search(text: "库 1", first: 10) { edges { cursor node { id ... on Depot { name area { name } } } } pageInfo { hasNextPage } } }

SELECT ((SELECT row_to_json(o)
  FROM (SELECT (SELECT row_to_json(o)
  FROM (SELECT array_to_json(ARRAY(SELECT "j"
  FROM (SELECT "j"
  FROM (SELECT t0."r" AS "r", 0 AS "t", t0."code" AS "k", (SELECT row_to_json(o)
  FROM (SELECT '<mark>:cursor:' || encode(convert_to(json_build_array(0, t0."r", 0, t0."code")::text, 'UTF8'), 'hex') AS "cursor", (SELECT row_to_json(o)
  FROM (SELECT 'area_' || t0."code" AS "id") AS o) AS "node") AS o) AS "j"
  FROM (SELECT t0.*, CASE WHEN (lower(t0."name") = $1) THEN 0 WHEN (substr(lower(t0."name"), 1, $2::int) = $3) THEN 1 ELSE 2 END AS "r"
  FROM "area" AS t0
  WHERE fengsui_grams(ARRAY[t0."name"]) @> $4::text[] AND (strpos(lower(t0."name"), $5) > 0) AND (strpos(lower(t0."name"), $6) > 0)
  ORDER BY "r", t0."code"
  LIMIT 10) AS t0 UNION ALL SELECT t1."r" AS "r", 1 AS "t", t1."id" AS "k", (SELECT row_to_json(o)
  FROM (SELECT '<mark>:cursor:' || encode(convert_to(json_build_array(0, t1."r", 1, t1."id")::text, 'UTF8'), 'hex') AS "cursor", (SELECT row_to_json(o)
  FROM (SELECT 'attachment_' || t1."id" AS "id") AS o) AS "node") AS o) AS "j"
  FROM (SELECT t1.*, CASE WHEN (lower(t1."file_name") = $7 OR lower(t1."caption") = $8) THEN 0 WHEN (substr(lower(t1."file_name"), 1, $9::int) = $10 OR substr(lower(t1."caption"), 1, $11::int) = $12) THEN 1 ELSE 2 END AS "r"
  FROM "attachment" AS t1
  WHERE fengsui_grams(ARRAY[t1."file_name", t1."caption"]) @> $13::text[] AND (strpos(lower(t1."file_name"), $14) > 0 OR strpos(lower(t1."caption"), $15) > 0) AND (strpos(lower(t1."file_name"), $16) > 0 OR strpos(lower(t1."caption"), $17) > 0) AND CASE WHEN t1."area_code" >= $18 THEN t1."area_code" < $19 ELSE false END AND t1."deleted_at" IS NULL
  ORDER BY "r", t1."id"
  LIMIT 10) AS t1 UNION ALL SELECT t2."r" AS "r", 2 AS "t", t2."id" AS "k", (SELECT row_to_json(o)
  FROM (SELECT '<mark>:cursor:' || encode(convert_to(json_build_array(0, t2."r", 2, t2."id")::text, 'UTF8'), 'hex') AS "cursor", (SELECT row_to_json(o)
  FROM (SELECT 'depot_' || t2."id" AS "id", t2."name" AS "name", (SELECT row_to_json(o)
  FROM (SELECT t3."name" AS "name"
  FROM "area" AS t3
  WHERE t3."code" = t2."area_code") AS o) AS "area") AS o) AS "node") AS o) AS "j"
  FROM (SELECT t2.*, CASE WHEN (lower(t2."name") = $20 OR lower(t2."note") = $21) THEN 0 WHEN (substr(lower(t2."name"), 1, $22::int) = $23 OR substr(lower(t2."note"), 1, $24::int) = $25) THEN 1 ELSE 2 END AS "r"
  FROM "test_depot" AS t2
  WHERE fengsui_grams(ARRAY[t2."name", t2."note"]) @> $26::text[] AND (strpos(lower(t2."name"), $27) > 0 OR strpos(lower(t2."note"), $28) > 0) AND (strpos(lower(t2."name"), $29) > 0 OR strpos(lower(t2."note"), $30) > 0) AND CASE WHEN t2."area_code" >= $31 THEN t2."area_code" < $32 ELSE false END AND t2."deleted_at" IS NULL
  ORDER BY "r", t2."id"
  LIMIT 10) AS t2 UNION ALL SELECT t4."r" AS "r", 3 AS "t", t4."id" AS "k", (SELECT row_to_json(o)
  FROM (SELECT '<mark>:cursor:' || encode(convert_to(json_build_array(0, t4."r", 3, t4."id")::text, 'UTF8'), 'hex') AS "cursor", (SELECT row_to_json(o)
  FROM (SELECT 'enterprise_' || t4."id" AS "id") AS o) AS "node") AS o) AS "j"
  FROM (SELECT t4.*, CASE WHEN (lower(t4."name") = $33 OR lower(t4."credit_code") = $34) THEN 0 WHEN (substr(lower(t4."name"), 1, $35::int) = $36 OR substr(lower(t4."credit_code"), 1, $37::int) = $38) THEN 1 ELSE 2 END AS "r"
  FROM "enterprise" AS t4
  WHERE fengsui_grams(ARRAY[t4."name", t4."credit_code"]) @> $39::text[] AND (strpos(lower(t4."name"), $40) > 0 OR strpos(lower(t4."credit_code"), $41) > 0) AND (strpos(lower(t4."name"), $42) > 0 OR strpos(lower(t4."credit_code"), $43) > 0) AND CASE WHEN t4."area_code" >= $44 THEN t4."area_code" < $45 ELSE false END
  ORDER BY "r", t4."id"
  LIMIT 10) AS t4 UNION ALL SELECT t5."r" AS "r", 4 AS "t", t5."id" AS "k", (SELECT row_to_json(o)
  FROM (SELECT '<mark>:cursor:' || encode(convert_to(json_build_array(0, t5."r", 4, t5."id")::text, 'UTF8'), 'hex') AS "cursor", (SELECT row_to_json(o)
  FROM (SELECT 'notice_' || t5."id" AS "id") AS o) AS "node") AS o) AS "j"
  FROM (SELECT t5.*, CASE WHEN (lower(t5."title") = $46) THEN 0 WHEN (substr(lower(t5."title"), 1, $47::int) = $48) THEN 1 ELSE 2 END AS "r"
  FROM "test_notice" AS t5
  WHERE fengsui_grams(ARRAY[t5."title"]) @> $49::text[] AND (strpos(lower(t5."title"), $50) > 0) AND (strpos(lower(t5."title"), $51) > 0) AND (CASE WHEN t5."area_code" >= $52 THEN t5."area_code" < $53 ELSE false END OR t5."area_code" IN ($54, $55, $56, $57, $58))
  ORDER BY "r", t5."id"
  LIMIT 10) AS t5 UNION ALL SELECT t6."r" AS "r", 5 AS "t", t6."id" AS "k", (SELECT row_to_json(o)
  FROM (SELECT '<mark>:cursor:' || encode(convert_to(json_build_array(0, t6."r", 5, t6."id")::text, 'UTF8'), 'hex') AS "cursor", (SELECT row_to_json(o)
  FROM (SELECT 'organization_' || t6."id" AS "id") AS o) AS "node") AS o) AS "j"
  FROM (SELECT t6.*, CASE WHEN (lower(t6."name") = $59) THEN 0 WHEN (substr(lower(t6."name"), 1, $60::int) = $61) THEN 1 ELSE 2 END AS "r"
  FROM "organization" AS t6
  WHERE fengsui_grams(ARRAY[t6."name"]) @> $62::text[] AND (strpos(lower(t6."name"), $63) > 0) AND (strpos(lower(t6."name"), $64) > 0) AND CASE WHEN t6."area_code" >= $65 THEN t6."area_code" < $66 ELSE false END
  ORDER BY "r", t6."id"
  LIMIT 10) AS t6) AS "u"
  ORDER BY "r", "t", "k"
  LIMIT 10) AS "r")) AS "edges", (SELECT row_to_json(o)
  FROM (SELECT (EXISTS (SELECT 1
  FROM (SELECT t7."r" AS "r", 0 AS "t", t7."code" AS "k", 1 AS "j"
  FROM (SELECT t7.*, CASE WHEN (lower(t7."name") = $67) THEN 0 WHEN (substr(lower(t7."name"), 1, $68::int) = $69) THEN 1 ELSE 2 END AS "r"
  FROM "area" AS t7
  WHERE fengsui_grams(ARRAY[t7."name"]) @> $70::text[] AND (strpos(lower(t7."name"), $71) > 0) AND (strpos(lower(t7."name"), $72) > 0)
  ORDER BY "r", t7."code"
  LIMIT 11) AS t7 UNION ALL SELECT t8."r" AS "r", 1 AS "t", t8."id" AS "k", 1 AS "j"
  FROM (SELECT t8.*, CASE WHEN (lower(t8."file_name") = $73 OR lower(t8."caption") = $74) THEN 0 WHEN (substr(lower(t8."file_name"), 1, $75::int) = $76 OR substr(lower(t8."caption"), 1, $77::int) = $78) THEN 1 ELSE 2 END AS "r"
  FROM "attachment" AS t8
  WHERE fengsui_grams(ARRAY[t8."file_name", t8."caption"]) @> $79::text[] AND (strpos(lower(t8."file_name"), $80) > 0 OR strpos(lower(t8."caption"), $81) > 0) AND (strpos(lower(t8."file_name"), $82) > 0 OR strpos(lower(t8."caption"), $83) > 0) AND CASE WHEN t8."area_code" >= $84 THEN t8."area_code" < $85 ELSE false END AND t8."deleted_at" IS NULL
  ORDER BY "r", t8."id"
  LIMIT 11) AS t8 UNION ALL SELECT t9."r" AS "r", 2 AS "t", t9."id" AS "k", 1 AS "j"
  FROM (SELECT t9.*, CASE WHEN (lower(t9."name") = $86 OR lower(t9."note") = $87) THEN 0 WHEN (substr(lower(t9."name"), 1, $88::int) = $89 OR substr(lower(t9."note"), 1, $90::int) = $91) THEN 1 ELSE 2 END AS "r"
  FROM "test_depot" AS t9
  WHERE fengsui_grams(ARRAY[t9."name", t9."note"]) @> $92::text[] AND (strpos(lower(t9."name"), $93) > 0 OR strpos(lower(t9."note"), $94) > 0) AND (strpos(lower(t9."name"), $95) > 0 OR strpos(lower(t9."note"), $96) > 0) AND CASE WHEN t9."area_code" >= $97 THEN t9."area_code" < $98 ELSE false END AND t9."deleted_at" IS NULL
  ORDER BY "r", t9."id"
  LIMIT 11) AS t9 UNION ALL SELECT t10."r" AS "r", 3 AS "t", t10."id" AS "k", 1 AS "j"
  FROM (SELECT t10.*, CASE WHEN (lower(t10."name") = $99 OR lower(t10."credit_code") = $100) THEN 0 WHEN (substr(lower(t10."name"), 1, $101::int) = $102 OR substr(lower(t10."credit_code"), 1, $103::int) = $104) THEN 1 ELSE 2 END AS "r"
  FROM "enterprise" AS t10
  WHERE fengsui_grams(ARRAY[t10."name", t10."credit_code"]) @> $105::text[] AND (strpos(lower(t10."name"), $106) > 0 OR strpos(lower(t10."credit_code"), $107) > 0) AND (strpos(lower(t10."name"), $108) > 0 OR strpos(lower(t10."credit_code"), $109) > 0) AND CASE WHEN t10."area_code" >= $110 THEN t10."area_code" < $111 ELSE false END
  ORDER BY "r", t10."id"
  LIMIT 11) AS t10 UNION ALL SELECT t11."r" AS "r", 4 AS "t", t11."id" AS "k", 1 AS "j"
  FROM (SELECT t11.*, CASE WHEN (lower(t11."title") = $112) THEN 0 WHEN (substr(lower(t11."title"), 1, $113::int) = $114) THEN 1 ELSE 2 END AS "r"
  FROM "test_notice" AS t11
  WHERE fengsui_grams(ARRAY[t11."title"]) @> $115::text[] AND (strpos(lower(t11."title"), $116) > 0) AND (strpos(lower(t11."title"), $117) > 0) AND (CASE WHEN t11."area_code" >= $118 THEN t11."area_code" < $119 ELSE false END OR t11."area_code" IN ($120, $121, $122, $123, $124))
  ORDER BY "r", t11."id"
  LIMIT 11) AS t11 UNION ALL SELECT t12."r" AS "r", 5 AS "t", t12."id" AS "k", 1 AS "j"
  FROM (SELECT t12.*, CASE WHEN (lower(t12."name") = $125) THEN 0 WHEN (substr(lower(t12."name"), 1, $126::int) = $127) THEN 1 ELSE 2 END AS "r"
  FROM "organization" AS t12
  WHERE fengsui_grams(ARRAY[t12."name"]) @> $128::text[] AND (strpos(lower(t12."name"), $129) > 0) AND (strpos(lower(t12."name"), $130) > 0) AND CASE WHEN t12."area_code" >= $131 THEN t12."area_code" < $132 ELSE false END
  ORDER BY "r", t12."id"
  LIMIT 11) AS t12) AS "u"
  LIMIT 1 OFFSET 10)) AS "hasNextPage") AS o) AS "pageInfo") AS o) AS "search") AS o))::text AS "json"

parameters 132, cost 70
authenticated for search
attachment.read for search
depot.read for search
enterprise.read for search
notice.read for search
organization.read for search
