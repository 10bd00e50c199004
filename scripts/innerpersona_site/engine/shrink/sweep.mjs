// Sweeps pyodide.asm.js: what neither the runtime nor the WebAssembly module asks for is left out.
//
//   node sweep.mjs ACORN < {"script", "loader", "imports"} > {"script", "exports"}
//
// In: the script; pyodide.mjs, which loads it; the names that the module imports. Out: the script with the statements that are
// reached, and the names of the module's exports that they ask for.
//
// The script is one function of 8,800 statements: one for each export and for everything that Emscripten's libraries offer to
// any program. A statement stays if it does something by itself, or if one that stays names what it declares, reads the
// property of `Module` that it sets, or is described by it (a signature). Why that is safe: a name that is in no statement that
// stays can't be looked up, since the script evaluates no text; what is looked up by text goes through `Module`, `wasmExports` and
// `wasmImports`, and each property that pyodide.mjs names by any word counts as read.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const acorn = createRequire(import.meta.url)(process.argv[2]);
const given = JSON.parse(readFileSync(0, 'utf8'));

/** What starts by itself and is of no use here: dynamic linking, sound, plugins, sockets, pipes, file systems of the device. */
const STARTED = [
  ['updateGOT(relocated,replace);', ''],
  [
    'var metadata=getDylinkMetadata(module);if(metadata.neededDynlibs){dynamicLibraries=metadata.neededDynlibs.concat(dynamicLibraries)}',
    '',
  ],
  ['LDSO.init();loadDylibs();', ''],
  ['__RELOC_FUNCS__.push(wasmExports["__wasm_apply_data_relocs"]);', ''],
  [',"GOT.mem":new Proxy(wasmImports,GOTHandler),"GOT.func":new Proxy(wasmImports,GOTHandler)', ''],
  ['registerPostMainLoop(()=>SDL.audio?.queueNewAudioData?.());', ''],
  ['registerWasmPlugin();', ''],
  ['FS.createPreloadedFile=FS_createPreloadedFile;', ''],
  ['SOCKFS.root=FS.mount(SOCKFS,{},null);PIPEFS.root=FS.mount(PIPEFS,{},null);', ''],
  ['filesystems={MEMFS,IDBFS,NODEFS,WORKERFS,PROXYFS}', 'filesystems={MEMFS}'],
];
/** Looked up by the module's own start, and by nothing that is written out. */
const ALWAYS_IMPORTED = ['main', 'create_sentinel', 'is_sentinel'];
const ALWAYS_EXPORTED = ['__wasm_call_ctors', '__main_argc_argv'];
/** Properties of functions that describe them: they stay with what they describe. */
const DESCRIBING = ['sig', 'isAsync', 'stub', 'noProxy'];

let source = given.script;
for (const [before, after] of STARTED) {
  if (source.split(before).length !== 2) throw new Error(`the script has not exactly one ${before}`);
  source = source.replace(before, () => after);
}

const program = acorn.parse(source, { ecmaVersion: 'latest' });
const factory = found(program, (node) => node.type === 'FunctionExpression' && node.async);
if (!factory) throw new Error('the script has no asynchronous function of the module');

const imported = new Set([...given.imports, ...ALWAYS_IMPORTED]);
const loaderWords = new Set(given.loader.match(/[A-Za-z_$][\w$]*/g));
const units = factory.body.body.map(unitOf);
const byName = grouped(units, (unit) => unit.declares);
const byProperty = grouped(units, (unit) => (unit.property ? [unit.property] : []));
const byDescribed = grouped(units, (unit) => (unit.describes ? [unit.describes] : []));
sweep();

const [first] = factory.body.body;
const last = factory.body.body.at(-1);
const { text, exports } = written();
process.stdout.write(
  JSON.stringify({
    script: source.slice(0, first.start) + text + source.slice(last.end),
    exports: [...exports].sort(),
  }),
);

/** One statement: what it declares, names, reads and sets. */
function unitOf(node) {
  const unit = { node, declares: [], names: new Set(), properties: new Set(), exports: new Set(), text: textOf(node) };
  let content = node;
  if (node.type === 'FunctionDeclaration' || node.type === 'ClassDeclaration') unit.declares = [node.id.name];
  else if (node.type === 'VariableDeclaration') {
    unit.declares = node.declarations.map(({ id }) => id.name).filter(Boolean);
    const [{ id, init }] = node.declarations;
    if (node.declarations.length === 1 && init?.type === 'AssignmentExpression' && isProperty(init.left, 'Module')) {
      unit.property = keyOf(init.left);
      unit.plain = `var ${id.name}=${textOf(init.right)};`;
      content = init.right;
    } else if (id.name === 'wasmImports') {
      init.properties = init.properties.filter(({ key }) => imported.has(key.name ?? key.value));
      unit.text = `var wasmImports={${init.properties.map(textOf).join(',')}};`;
      content = init;
    }
  } else if (node.type === 'ExpressionStatement' && node.expression.type === 'AssignmentExpression') {
    const { left, right } = node.expression;
    if (isProperty(left, 'Module') && right.type === 'Identifier') {
      unit.property = keyOf(left);
      unit.plain = '';
      content = right;
    } else if (
      left.type === 'MemberExpression' &&
      left.object.type === 'Identifier' &&
      DESCRIBING.includes(keyOf(left))
    )
      unit.describes = left.object.name;
  }
  collect(content, unit);
  for (const name of unit.declares) unit.names.delete(name);
  return unit;
}

function textOf({ start, end }) {
  return source.slice(start, end);
}

function isProperty(node, object) {
  return node.type === 'MemberExpression' && node.object.type === 'Identifier' && node.object.name === object;
}

/** The key of a member expression, or null where it is computed. */
function keyOf({ computed, property }) {
  if (!computed) return property.name;
  return property.type === 'Literal' ? String(property.value) : null;
}

function collect(node, unit) {
  if (Array.isArray(node)) for (const one of node) collect(one, unit);
  else if (node?.type === 'Identifier') unit.names.add(node.name);
  else if (node?.type === 'MemberExpression') {
    collect(node.object, unit);
    if (node.computed) collect(node.property, unit);
    const key = keyOf(node);
    if (key && isProperty(node, 'Module')) unit.properties.add(key);
    if (key && isProperty(node, 'wasmExports')) unit.exports.add(key);
  } else if (node?.type === 'Property') {
    if (node.computed) collect(node.key, unit);
    collect(node.value, unit);
  } else if (node && typeof node === 'object') for (const one of Object.values(node)) collect(one, unit);
}

function found(node, wanted) {
  if (!node || typeof node !== 'object') return undefined;
  if (node.type && wanted(node)) return node;
  for (const one of Object.values(node)) {
    const inside = found(one, wanted);
    if (inside) return inside;
  }
  return undefined;
}

function grouped(all, keysOf) {
  const groups = new Map();
  for (const unit of all) for (const key of keysOf(unit)) groups.set(key, [...(groups.get(key) ?? []), unit]);
  return groups;
}

/** Whether a statement only makes what it declares. An initial value that awaits something is an act. */
function isDeclaration({ node, property, describes }) {
  if (property || describes || node.type === 'FunctionDeclaration' || node.type === 'ClassDeclaration') return true;
  return (
    node.type === 'VariableDeclaration' &&
    node.declarations.every(({ id, init }) => id.type === 'Identifier' && init?.type !== 'AwaitExpression')
  );
}

function sweep() {
  const waiting = [];
  const reach = (unit) => {
    if (unit.stays) return;
    unit.stays = true;
    waiting.push(unit);
  };
  const read = (property) => {
    for (const unit of byProperty.get(property) ?? []) {
      unit.read = true;
      reach(unit);
    }
  };
  for (const unit of units) if (!isDeclaration(unit)) reach(unit);
  for (const property of byProperty.keys()) if (loaderWords.has(property)) read(property);
  while (waiting.length > 0) {
    const unit = waiting.pop();
    for (const name of unit.names) for (const other of byName.get(name) ?? []) reach(other);
    for (const property of unit.properties) read(property);
    for (const name of unit.declares) for (const other of byDescribed.get(name) ?? []) reach(other);
  }
}

/** The statements that stay, and the exports that they ask for. */
function written() {
  const parts = [];
  const asked = new Set(ALWAYS_EXPORTED);
  const [converting] = byName.get('applySignatureConversions') ?? [];
  for (const unit of units) {
    if (!unit.stays) continue;
    if (unit !== converting) for (const name of unit.exports) asked.add(name);
    parts.push(unit.plain !== undefined && !unit.read ? unit.plain : unit.text);
  }
  if (!converting?.stays) throw new Error('applySignatureConversions is not there');
  // It wraps exports, whether or not anything asks for them.
  let text = parts.join('\n');
  for (const name of converting.exports)
    if (!asked.has(name))
      text = text.replace(new RegExp(`wasmExports\\["${name}"\\]=\\w+\\(wasmExports\\["${name}"\\]\\);`), '');
  return { text, exports: asked };
}
