internal import Diagnostics
internal import Manifests

extension Signature {
  init?(reader: inout FieldReader) {
    self.init(
      inputs: reader.nestedList("inputs", SignatureField.init),
      outputs: reader.nestedList("outputs", SignatureField.init),
      params: reader.nestedList("params", SignatureParameter.init))
  }

  var value: JSONValue? {
    Fields.object([
      ("inputs", Fields.array(inputs, \.value)), ("outputs", Fields.array(outputs, \.value)),
      ("params", Fields.array(params, \.value)),
    ])
  }
}

extension SignatureField {
  fileprivate init?(reader: inout FieldReader) {
    let name = reader.line("name")
    let isTensor = reader.node.pairs.contains { pair in
      if case .scalar(let scalar) = pair.value.content { pair.key == "type" && scalar.text == "tensor" } else { false }
    }
    let type: SignatureType?
    if isTensor {
      _ = reader.string("type", isRequired: true)
      let dtype = reader.line("dtype", isRequired: true)
      let shape = reader.shape("shape", isRequired: true)
      type = dtype.flatMap { dtype in shape.map { .tensor(dtype: dtype, shape: $0) } }
    } else {
      type = reader.value("type", of: ColumnType.self, isRequired: true).map { .column($0) }
    }
    let isRequired = reader.boolean("required")
    guard let type else { return nil }
    self.init(name: name, type: type, isRequired: isRequired)
  }

  fileprivate var value: JSONValue {
    let rows: [Fields.Row] =
      switch type {
      case .column(let type): [("type", .string(type.rawValue))]
      case .tensor(let dtype, let shape):
        [("type", .string("tensor")), ("dtype", .string(dtype)), ("shape", .array(shape.map { .integer($0) }))]
      }
    return .object(
      Fields.list([("name", Fields.string(name))] + rows + [("required", isRequired.map { .boolean($0) })]))
  }
}

extension SignatureParameter {
  fileprivate init?(reader: inout FieldReader) {
    let name = reader.line("name", isRequired: true)
    let type = reader.value("type", of: ColumnType.self, isRequired: true)
    let standard = reader.parameter("default")
    let shape = reader.shape("shape")
    guard let name, let type else { return nil }
    self.init(name: name, type: type, default: standard, shape: shape)
  }

  fileprivate var value: JSONValue {
    .object(
      Fields.list([
        ("name", .string(name)), ("type", .string(type.rawValue)), ("default", `default`?.value),
        ("shape", shape.map { .array($0.map { .integer($0) }) }),
      ]))
  }
}
