// Bytes that Confluent's own JavaScript client writes, for ConfluentBytesTest.
//   npm install --prefix DIR @confluentinc/schemaregistry@1.10.1
//   node capture.mjs DIR REGISTRY_URL > ../resources/confluent-bytes.json
// REGISTRY_URL is that of an empty registry with the Confluent-compatible API.
import { createRequire } from 'node:module';
import path from 'node:path';

const [dir, url] = process.argv.slice(2);
const require = createRequire(path.join(path.resolve(dir), 'x.js'));
const sr = require('@confluentinc/schemaregistry');
const client = new sr.SchemaRegistryClient({ baseURLs: [url] });
const cases = [];

async function capture(format, topic, schema, references, make, value) {
  const info = { schemaType: format, schema, references };
  const id = await client.register(topic + '-value', info);
  const bytes = await make(topic, value);
  cases.push({ format, id, schema, hex: Buffer.from(bytes).toString('hex') });
}

const avro = (topic, value) =>
  new sr.AvroSerializer(client, sr.SerdeType.VALUE, { useLatestVersion: true }).serialize(topic, value);
const json = (topic, value) =>
  new sr.JsonSerializer(client, sr.SerdeType.VALUE, { useLatestVersion: true }).serialize(topic, value);

const avroSchema = JSON.stringify({
  type: 'record', name: 'Order', namespace: 'shop', fields: [
    { name: 'id', type: 'long' },
    { name: 'small', type: 'int' },
    { name: 'name', type: ['null', 'string'], default: null },
    { name: 'ratio', type: 'double' },
    { name: 'flag', type: 'boolean' },
    { name: 'raw', type: 'bytes' },
    { name: 'kind', type: { type: 'enum', name: 'Kind', symbols: ['NEW', 'DONE'] } },
    { name: 'tags', type: { type: 'array', items: 'string' } },
    { name: 'attrs', type: { type: 'map', values: 'int' } },
    { name: 'nested', type: { type: 'record', name: 'Inner', fields: [{ name: 'x', type: 'int' }] } },
  ],
});
await capture('AVRO', 'a', avroSchema, [], avro, {
  id: 4503599627370497, small: -7, name: 'жук', ratio: -0.1, flag: true, raw: Buffer.from([0, 255]),
  kind: 'DONE', tags: ['a', ''], attrs: { one: 1 }, nested: { x: 2147483647 },
});

const jsonSchema = JSON.stringify({
  $schema: 'http://json-schema.org/draft-07/schema#', type: 'object', required: ['id'],
  properties: { id: { type: 'integer' }, name: { type: 'string' }, price: { type: 'number' } },
});
await capture('JSON', 'j', jsonSchema, [], json, { id: 7, name: 'a"b\n', price: 12.5 });

// Messages are built by descriptors: the second message and one inside another have paths.
const { createFileRegistry, create, fromBinary } = require('@bufbuild/protobuf');
const wkt = require('@bufbuild/protobuf/wkt');
const F = wkt.FieldDescriptorProto_Type;
const L = wkt.FieldDescriptorProto_Label;
const field = (name, number, type, label = L.OPTIONAL) => ({ name, number, type, label, jsonName: name });
const file = create(wkt.FileDescriptorProtoSchema, {
  name: 'p.proto', package: 'p', syntax: 'proto3',
  messageType: [
    { name: 'First', field: [field('s', 1, F.STRING)] },
    {
      name: 'Second',
      field: [field('id', 1, F.INT64), field('n', 2, F.SINT32), field('s', 3, F.STRING),
        field('xs', 4, F.INT32, L.REPEATED), field('d', 5, F.DOUBLE), field('b', 6, F.BYTES)],
      nestedType: [{ name: 'Inner', field: [field('x', 1, F.INT32)] }],
    },
  ],
});
const files = createFileRegistry(create(wkt.FileDescriptorSetSchema, { file: [file] }));
const proto = `syntax = "proto3";
package p;

message First {
  string s = 1;
}
message Second {
  int64 id = 1;
  sint32 n = 2;
  string s = 3;
  repeated int32 xs = 4;
  double d = 5;
  bytes b = 6;
  message Inner {
    int32 x = 1;
  }
}
`;
async function message(topic, name, value) {
  const type = files.getMessage(name);
  const serializer = new sr.ProtobufSerializer(client, sr.SerdeType.VALUE,
    { useLatestVersion: true, registry: undefined });
  serializer.registry.add ? serializer.registry.add(type) : serializer.registry.addType(type);
  return serializer.serialize(topic, create(type, value));
}
for (const [topic, name, value] of [
  ['p1', 'p.First', { s: 'é' }],
  ['p2', 'p.Second', { id: 9007199254740993n, n: -3, s: 'x', xs: [1, -1, 300], d: 0.5, b: new Uint8Array([1, 0]) }],
  ['p3', 'p.Second.Inner', { x: 5 }],
]) {
  await capture('PROTOBUF', topic, proto, [], (t, v) => message(t, name, v), value);
}
console.log(JSON.stringify(cases, null, 1));
