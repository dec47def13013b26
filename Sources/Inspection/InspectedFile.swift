package import ManifestCoding

/// What a file says of itself in its header. Nothing of it is run, and no tensor is read.
package enum InspectedFile: Sendable {
  case onnx(ONNXModel)
  case safetensors(SafetensorsFile)
  case mlflow(MLflowModel)
  case other(FileKind)

  /// MLmodel files are not larger than this.
  private static let modelFileLimitInBytes: Int64 = 4 * 1024 * 1024

  /// The endings of formats whose files have a header at least.
  private static let neverEmpty = [
    ".onnx", ".safetensors", ".gguf", ".pt", ".pth", ".ckpt", ".pkl", ".pickle", ".joblib", ".npy", ".npz", ".h5",
    ".hdf5",
    ".keras", ".tflite", ".parquet", ".arrow", ".feather", ".zip", ".tar", ".gz", ".tgz", ".zst", ".xz", ".bz2",
  ]

  /// Reads a file as what its name says it is, or by its first bytes.
  ///
  /// - Parameter name: the file's name or path.
  package static func read(_ source: any ByteSource, named name: String) throws(InspectionError) -> InspectedFile {
    let name = name.split(separator: "/").last.map(String.init) ?? name
    let kind = try FileKind.read(source)
    if kind.name == "empty", name == MLflowModel.fileName || neverEmpty.contains(where: name.hasSuffix) {
      throw InspectionError("it is empty")
    }
    guard !["lfs-pointer", "xet-pointer", "empty"].contains(kind.name) else { return .other(kind) }
    if name.hasSuffix(".onnx") { return .onnx(try ONNXReader.read(source)) }
    if name.hasSuffix(".safetensors") { return .safetensors(try SafetensorsReader.read(source)) }
    if name == MLflowModel.fileName { return .mlflow(try model(source)) }
    guard kind.name == "unknown" else { return .other(kind) }
    return try unnamed(source) ?? .other(kind)
  }

  /// A file whose name does not say what it is: formats without magic bytes are what they can be read as.
  private static func unnamed(_ source: any ByteSource) throws(InspectionError) -> InspectedFile? {
    guard source.sizeInBytes > SafetensorsReader.lengthSizeInBytes else { return nil }
    let head = try source.bytes(at: 0, count: Int(SafetensorsReader.lengthSizeInBytes) + 1)
    do {
      // The first field of an ONNX model is its number 1, the version of the format.
      if head[0] == 0x08 { return .onnx(try ONNXReader.read(source)) }
      if head[8] == UInt8(ascii: "{") { return .safetensors(try SafetensorsReader.read(source)) }
    } catch {
      return nil
    }
    return nil
  }

  private static func model(_ source: any ByteSource) throws(InspectionError) -> MLflowModel {
    guard source.sizeInBytes <= modelFileLimitInBytes else {
      throw InspectionError("\(source.sizeInBytes) bytes, but an MLmodel file has at most \(modelFileLimitInBytes)")
    }
    let (model, problems) = MLflowModel.read(try source.bytes(at: 0, count: Int(source.sizeInBytes)))
    guard let model else {
      let problem = problems.first
      throw InspectionError(
        problem.map { "\($0.message) (line \($0.mark.line), column \($0.mark.column))" } ?? "it cannot be read")
    }
    return model
  }
}
