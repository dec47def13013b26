package import Diagnostics
package import Manifests

extension Signature {
  init?(reader: inout FieldReader) {
    self.init(
      inputs: reader.nestedList("inputs") { SignatureField(column: &$0) },
      outputs: reader.nestedList("outputs") { SignatureField(column: &$0) },
      params: reader.nestedList("params", SignatureParameter.init))
  }

  /// The signature as its manifest writes it; nil if it holds nothing.
  package var value: JSONValue? {
    Fields.object([
      ("inputs", Fields.array(inputs, \.value)), ("outputs", Fields.array(outputs, \.value)),
      ("params", Fields.array(params, \.value)),
    ])
  }
}

extension SignatureField {
  fileprivate init?(column reader: inout FieldReader) {
    let number = reader.peekedInteger("name")
    let name = number.map { "\($0)" } ?? reader.line("name")
    if number != nil { reader.pass("name") }
    let type = SignatureType(reader: &reader, among: SignatureType.words)
    let isRequired = reader.boolean("required")
    guard let type else { return nil }
    self.init(name: name, isNumbered: number != nil, type: type, isRequired: isRequired)
  }

  /// A number if the name is one.
  var nameValue: JSONValue? {
    isNumbered ? name.flatMap(Int64.init).map { .integer($0) } : Fields.string(name)
  }

  fileprivate var value: JSONValue {
    .object(
      Fields.list(
        [("name", nameValue)] + type.rows + [("required", isRequired.map { .boolean($0) })]))
  }
}

extension SignatureParameter {
  fileprivate init?(reader: inout FieldReader) {
    let name = reader.line("name", isRequired: true)
    let type = SignatureType(reader: &reader, among: SignatureType.parameterWords)
    let standard = reader.defaultValue("default", isObject: type.map { $0.word == "object" } ?? true)
    let shape = reader.shape("shape")
    guard let name, let type else { return nil }
    self.init(name: name, type: type, default: standard, shape: shape)
  }

  fileprivate var value: JSONValue {
    .object(
      Fields.list(
        [("name", .string(name))] + type.rows + [
          ("default", `default`?.value), ("shape", shape.map { .array($0.map { .integer($0) }) }),
        ]))
  }
}
