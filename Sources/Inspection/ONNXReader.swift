/// Reads what an ONNX model says of itself: everything but nodes, texts for people and the tensors' values, which are
/// skipped by their lengths.
///
/// The numbers are those of the fields in onnx.proto.
package struct ONNXReader {
  private var model = ONNXModel()
  private var initializers: Set<String> = []
  private var externalFiles: Set<String> = []
  private var hasGraph = false

  /// No real model has more inputs, outputs, operator sets, properties or external files.
  private static let listLimit = 10_000
  /// More initializers, of which each name is kept, neither.
  private static let initializerLimit = 1_000_000
  private static let dimensionLimit = 64
  private static let typeDepthLimit = 16

  /// - Throws: what is wrong, with the byte at which it is.
  package static func read(_ source: any ByteSource) throws(InspectionError) -> ONNXModel {
    var reader = ONNXReader()
    try reader.readModel(ProtobufReader(source))
    return reader.model
  }

  private mutating func readModel(_ fields: ProtobufReader) throws(InspectionError) {
    var fields = fields
    while let field = try fields.next() {
      switch field.number {
      case 1: model.irVersion = try fields.integer(field)
      case 2: model.producerName = try fields.text(field)
      case 3: model.producerVersion = try fields.text(field)
      case 4: model.domain = try fields.text(field)
      case 5: model.modelVersion = try fields.integer(field)
      case 7: try readGraph(fields.message(field))
      case 8: try Self.append(Self.operatorSet(fields.message(field)), to: &model.operatorSets, field)
      case 14: try Self.append(Self.property(fields.message(field)), to: &model.metadata, field)
      case 25: model.functionCount += 1
      default: break
      }
    }
    guard hasGraph else { throw InspectionError("it has no graph, but every ONNX model has one") }
    model.inputs.removeAll { initializers.contains($0.name) }
    model.externalFiles = externalFiles.sorted()
  }

  private mutating func readGraph(_ fields: ProtobufReader) throws(InspectionError) {
    hasGraph = true
    var fields = fields
    while let field = try fields.next() {
      switch field.number {
      case 1: model.nodeCount += 1
      case 2: model.graphName = try fields.text(field)
      case 5: try readInitializer(fields.message(field), field)
      case 11: try Self.append(Self.value(fields.message(field)), to: &model.inputs, field)
      case 12: try Self.append(Self.value(fields.message(field)), to: &model.outputs, field)
      case 15: try readSparseInitializer(fields.message(field))
      default: break
      }
    }
  }

  private mutating func readSparseInitializer(_ fields: ProtobufReader) throws(InspectionError) {
    var fields = fields
    while let field = try fields.next() {
      if field.number == 1 { try readInitializer(fields.message(field), field) }
    }
  }

  private mutating func readInitializer(_ fields: ProtobufReader, _ place: ProtobufReader.Field) throws(InspectionError)
  {
    var fields = fields
    var dimensions: [Int64] = []
    while let field = try fields.next() {
      switch field.number {
      case 1:
        dimensions += try fields.integers(field, limit: Self.dimensionLimit)
        guard dimensions.count <= Self.dimensionLimit else {
          throw InspectionError("a tensor of more than \(Self.dimensionLimit) dimensions", at: place.offset)
        }
      case 8: initializers.insert(try fields.text(field))
      case 13:
        let property = try Self.property(fields.message(field))
        if property.key == "location" { externalFiles.insert(property.value) }
      default: break
      }
    }
    model.initializerCount += 1
    guard model.initializerCount <= Self.initializerLimit, externalFiles.count <= Self.listLimit else {
      throw InspectionError(
        "more than \(Self.initializerLimit) initializers, or \(Self.listLimit) files of them", at: place.offset)
    }
    try count(dimensions, place)
  }

  private mutating func count(_ dimensions: [Int64], _ place: ProtobufReader.Field) throws(InspectionError) {
    var size: Int64 = 1
    for dimension in dimensions {
      guard dimension >= 0 else { throw InspectionError("a tensor has the dimension \(dimension)", at: place.offset) }
      let (product, overflows) = size.multipliedReportingOverflow(by: dimension)
      guard !overflows else { throw InspectionError("a tensor's size overflows 64 bits", at: place.offset) }
      size = product
    }
    let (sum, overflows) = model.parameterCount.addingReportingOverflow(size)
    guard !overflows else { throw InspectionError("the number of parameters overflows 64 bits", at: place.offset) }
    model.parameterCount = sum
  }

  // MARK: Parts

  private static func append<Element>(
    _ element: Element, to list: inout [Element], _ place: ProtobufReader.Field
  ) throws(InspectionError) {
    guard list.count < listLimit else {
      throw InspectionError("more than \(listLimit) of field \(place.number)", at: place.offset)
    }
    list.append(element)
  }

  private static func operatorSet(_ fields: ProtobufReader) throws(InspectionError) -> ONNXModel.OperatorSet {
    var fields = fields
    var (domain, version) = ("", Int64(0))
    while let field = try fields.next() {
      switch field.number {
      case 1: domain = try fields.text(field)
      case 2: version = try fields.integer(field)
      default: break
      }
    }
    return .init(domain: domain, version: version)
  }

  private static func property(_ fields: ProtobufReader) throws(InspectionError) -> ONNXModel.Property {
    var fields = fields
    var (key, value) = ("", "")
    while let field = try fields.next() {
      switch field.number {
      case 1: key = try fields.text(field)
      case 2: value = try fields.text(field)
      default: break
      }
    }
    return .init(key: key, value: value)
  }

  private static func value(_ fields: ProtobufReader) throws(InspectionError) -> ONNXModel.Value {
    var fields = fields
    var (name, type) = ("", ONNXType.unknown)
    while let field = try fields.next() {
      switch field.number {
      case 1: name = try fields.text(field)
      case 2: type = try self.type(fields.message(field), depth: 1, field)
      default: break
      }
    }
    return .init(name: name, type: type)
  }

  private static func type(
    _ fields: ProtobufReader, depth: Int, _ place: ProtobufReader.Field
  ) throws(InspectionError) -> ONNXType {
    guard depth <= typeDepthLimit else {
      throw InspectionError("types are nested deeper than \(typeDepthLimit) levels", at: place.offset)
    }
    var fields = fields
    var type = ONNXType.unknown
    while let field = try fields.next() {
      switch field.number {
      case 1:
        let (element, shape) = try tensor(fields.message(field))
        type = .tensor(element: element, shape: shape)
      case 4: type = .sequence(try inner(fields.message(field), depth: depth).type)
      case 5:
        let (key, value) = try inner(fields.message(field), depth: depth, number: 2)
        type = .map(key: key, value)
      case 7: type = .opaque
      case 8:
        let (element, shape) = try tensor(fields.message(field))
        type = .sparseTensor(element: element, shape: shape)
      case 9: type = .optional(try inner(fields.message(field), depth: depth).type)
      default: break
      }
    }
    return type
  }

  /// The type within a sequence or an optional, or a map's value and key.
  private static func inner(
    _ fields: ProtobufReader, depth: Int, number: Int = 1
  ) throws(InspectionError) -> (key: Int64, type: ONNXType) {
    var fields = fields
    var (key, type) = (Int64(0), ONNXType.unknown)
    while let field = try fields.next() {
      switch field.number {
      case number: type = try self.type(fields.message(field), depth: depth + 1, field)
      case 1: key = try fields.integer(field)
      default: break
      }
    }
    return (key, type)
  }

  private static func tensor(
    _ fields: ProtobufReader
  ) throws(InspectionError) -> (element: Int64, shape: [ONNXType.Dimension]?) {
    var fields = fields
    var element: Int64 = 0
    var shape: [ONNXType.Dimension]?
    while let field = try fields.next() {
      switch field.number {
      case 1: element = try fields.integer(field)
      case 2: shape = try self.shape(fields.message(field))
      default: break
      }
    }
    return (element, shape)
  }

  private static func shape(_ fields: ProtobufReader) throws(InspectionError) -> [ONNXType.Dimension] {
    var fields = fields
    var shape: [ONNXType.Dimension] = []
    while let field = try fields.next() {
      guard field.number == 1 else { continue }
      guard shape.count < dimensionLimit else {
        throw InspectionError("a shape of more than \(dimensionLimit) dimensions", at: field.offset)
      }
      shape.append(try dimension(fields.message(field)))
    }
    return shape
  }

  private static func dimension(_ fields: ProtobufReader) throws(InspectionError) -> ONNXType.Dimension {
    var fields = fields
    var dimension = ONNXType.Dimension.any(nil)
    while let field = try fields.next() {
      switch field.number {
      case 1:
        let size = try fields.integer(field)
        dimension = size < 0 ? .any(nil) : .size(size)
      case 2:
        let name = try fields.text(field)
        dimension = .any(name.isEmpty ? nil : name)
      default: break
      }
    }
    return dimension
  }
}
