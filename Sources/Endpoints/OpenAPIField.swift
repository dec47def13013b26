import Diagnostics

/// A field of a request in OpenAPI's words.
///
/// Source: https://spec.openapis.org/oas/v3.1.0#parameter-object
enum OpenAPIField {
  static func parameter(_ field: RequestField) -> JSONValue {
    .object([
      "name": .string(field.name), "in": .string("query"), "required": .boolean(field.isRequired),
      "description": .string(field.help), "schema": schema(field.kind),
    ])
  }

  static func schema(ofObject fields: [RequestField]) -> JSONValue {
    let properties = fields.map { field -> JSONValue.Member in
      guard case .object(let members) = schema(field.kind) else { return .init(field.name, .object([])) }
      return .init(field.name, .object(members + [.init("description", .string(field.help))]))
    }
    let required = fields.filter(\.isRequired).map { JSONValue.string($0.name) }
    return .object([
      "type": .string("object"), "properties": .object(properties),
      "required": required.isEmpty ? nil : .array(required), "additionalProperties": .boolean(false),
    ])
  }

  private static func schema(_ kind: RequestField.Kind) -> JSONValue {
    let text = JSONValue.object(["type": .string("string")])
    return switch kind {
    case .text: text
    case .choice(let values): .object(["type": .string("string"), "enum": .array(values.map { .string($0) })])
    case .integer(let least): .object(["type": .string("integer"), "minimum": .integer(least)])
    case .flag: .object(["type": .string("boolean")])
    case .texts: .object(["type": .string("array"), "items": text])
    case .map: .object(["type": .string("object"), "additionalProperties": text])
    case .list: .object(["type": .string("array"), "items": .object(["type": .string("object")])])
    case .any: .object([])
    }
  }
}
