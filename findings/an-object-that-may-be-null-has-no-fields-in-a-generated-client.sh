#!/usr/bin/env bash
# NSwag.ConsoleCore 14.7.1 beside Microsoft.OpenApi.Kiota 1.38.0, both tools for C#: a description in OpenAPI 3.1, where a field is a point or null. JSON Schema has two ways to say so, anyOf and oneOf of the
# point's schema and of null, which mean the same. Kiota makes a Point of both. NSwag does of oneOf; of anyOf it makes another class, Click, without x and y: what came is in its
# AdditionalProperties, untyped, and the compiler says nothing until x is asked for. A text or null, as type: [string, null], is a string in both. The product's description says
# oneOf (functions/Apis/OpenApi/WireSchemas.cs).
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 KIOTA_OFFLINE_ENABLED=true KIOTA_TUTORIAL_ENABLED=false
for way in oneOf anyOf; do
  mkdir "$way"
  cat > "$way/description.json" <<JSON
{
  "openapi": "3.1.0",
  "info": { "title": "masks", "version": "1" },
  "servers": [{ "url": "http://127.0.0.1" }],
  "paths": { "/mask": { "get": { "operationId": "getMask", "responses": { "200": {
    "description": "A mask.", "content": { "application/json": { "schema": { "\$ref": "#/components/schemas/Mask" } } } } } } } },
  "components": { "schemas": {
    "Mask": { "type": "object", "properties": {
      "note": { "type": ["string", "null"] },
      "click": { "$way": [{ "\$ref": "#/components/schemas/Point" }, { "type": "null" }] } } },
    "Point": { "type": "object", "properties": { "x": { "type": "number", "format": "double" }, "y": { "type": "number", "format": "double" } } } } }
}
JSON
  dotnet tool exec NSwag.ConsoleCore@14.7.1 --yes -- openapi2csclient "/input:$way/description.json" "/output:$way/NSwag.cs" /namespace:Masks /jsonLibrary:SystemTextJson >/dev/null 2>&1
  dotnet tool exec Microsoft.OpenApi.Kiota@1.38.0 --yes -- generate -l CSharp -d "$way/description.json" -o "$way/kiota" -n Masks -c Client --exclude-backward-compatible --log-level Error >/dev/null 2>&1
done
seen=$(
  for way in oneOf anyOf; do
    type=$(sed -nE 's/^ *public ([A-Za-z0-9]+) Click \{ get; set; \}.*/\1/p' "$way/NSwag.cs")
    fields=$(sed -n "/partial class $type\$/,/^    }/p" "$way/NSwag.cs" | sed -nE 's/^ *public (double\??) ([XY]) \{.*/\2/p' | tr '\n' ' ')
    echo "$way, NSwag: $type with fields: ${fields:-none}"
    echo "$way, Kiota: $(sed -nE 's/.*"click", n => \{ Click = n\.GetObjectValue<global::Masks\.Models\.([A-Za-z0-9_]+)>.*/\1/p' "$way/kiota/Models/Mask.cs") with fields: $(sed -nE 's/^ *public double\? ([XY]) \{.*/\1/p' "$way/kiota/Models/Point.cs" | tr '\n' ' ')"
  done
)
echo "$seen"
test "$seen" = 'oneOf, NSwag: Point with fields: X Y 
oneOf, Kiota: Point with fields: X Y 
anyOf, NSwag: Click with fields: none
anyOf, Kiota: Point with fields: X Y '
