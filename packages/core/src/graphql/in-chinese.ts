/** What graphql-js says of a document that does not fit the schema, and how we say it; `$1` … are the names it found. */
const sentences: readonly (readonly [RegExp, string])[] = [
  [/^Cannot query field "(\w+)" on type "(\w+)"/, '类型 $2 没有字段 $1；请对照模式改正。'],
  [/^Unknown argument "(\w+)" on field "([\w.]+)"/, '字段 $2 没有参数 $1；请对照模式改正。'],
  [/^Field "(\w+)" argument "(\w+)" of type "([^"]+)" is required/, '字段 $1 缺少必需的参数 $2（$3）；请补上。'],
  [/^Field "([\w.]+)" of required type "([^"]+)" was not provided/, '缺少必需的输入项 $1（$2）；请补上。'],
  [/^Field "(\w+)" is not defined by type "(\w+)"/, '输入类型 $2 没有 $1；请对照模式改正。'],
  [/^Field "(\w+)" of type "([^"]+)" must have a selection/, '字段 $1（$2）须写出要取的子字段：$1 { … }。'],
  [/^Field "(\w+)" must not have a selection since type "([^"]+)"/, '字段 $1（$2）没有子字段；请去掉花括号。'],
  [/^Fields "(\w+)" conflict/, '同一处的 $1 取的内容不同；请用别名区分。'],
  [/^Value "([^"]+)" does not exist in "(\w+)" enum/, '枚举 $2 没有值 $1；请对照模式改正。'],
  [/^(\w+) cannot represent/, '该值不能作为 $1；请按类型给值。'],
  [/^Expected value of type "([^"]+)", found ([^;.]+)/, '此处需要 $1，实为 $2；请按类型给值。'],
  [/^Variable "(\$\w+)" of type "([^"]+)" used in position expecting type "([^"]+)"/, '变量 $1 是 $2，不能用于需要 $3 之处；请改其类型。'],
  [/^Variable "(\$\w+)" is not defined/, '变量 $1 没有声明；请在操作名后声明。'],
  [/^Variable "(\$\w+)" is never used/, '变量 $1 没有用到；请去掉。'],
  [/^Unknown type "([^"]+)"/, '没有类型 $1；请对照模式改正。'],
  [/^Unknown fragment "(\w+)"/, '没有片段 $1；请写出它，或去掉引用。'],
  [/^Fragment "(\w+)" is never used/, '片段 $1 没有用到；请去掉。'],
  [/^Unknown directive "(@\w+)"/, '没有指令 $1；请去掉。'],
  [/^There can be only one \w+ named "([^"]+)"/, '$1 重名；请只留一个。'],
  [/^Syntax Error: (.+)/, '语法错误：$1'],
];

/** What it says of a variable's value: where, and then a sentence as of a document. */
const variable = /^Variable "(\$\w+)" got invalid value [^]*?(?: at "\w+\.?([^"]*)")?; ([A-Z][^]*)$/;
const wholeVariables: readonly (readonly [RegExp, string])[] = [
  [/^Variable "(\$\w+)" of required type "([^"]+)" was not provided/, '缺少变量 $1（$2）；请给出。'],
  [/^Variable "(\$\w+)" of non-null type "([^"]+)" must not be null/, '变量 $1（$2）不能为 null；请给值，或去掉。'],
];
/** The same of a variable's value, in Chinese alone. */
export function variableInChinese(message: string): string {
  const whole = said(wholeVariables, message);
  if (whole !== undefined) return whole;
  const [, name = '', at, what = ''] = variable.exec(message) ?? [];
  const where = at === undefined || at === '' ? name : `${name} 的 ${at}`;
  return name === ''
    ? '变量的值不符合其类型；请对照模式改正。'
    : `变量 ${where}：${said(sentences, what) ?? '不符合其类型；请对照模式改正。'}`;
}

/** A message of graphql-js with the same in Chinese before it. Everything it can say has a sentence; the rarest share a general one. */
export function inBothLanguages(message: string): string {
  return `${said(sentences, message) ?? '查询不符合模式；请对照模式改正。'} ${message}`;
}
function said(known: typeof sentences, message: string): string | undefined {
  for (const [pattern, sentence] of known) {
    const found = pattern.exec(message);
    // A function, since a name may hold what `replace` would take for a pattern.
    if (found !== null) return sentence.replace(/\$(\d)/g, (_all, at: string) => found[Number(at)] ?? '');
  }
  return undefined;
}
