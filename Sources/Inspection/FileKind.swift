/// What a file is by its first bytes, if nothing more of it is read.
package struct FileKind: Hashable, Sendable {
  /// A word for programs: `zip`, `pickle`.
  package let name: String
  /// The same for people.
  package let title: String
  /// What its first bytes say besides.
  package var details: [Detail] = []
  package var advice: String?

  package struct Detail: Hashable, Sendable {
    package let name: String
    package let value: String
  }

  /// So many bytes are looked at.
  private static let headSizeInBytes: Int64 = 4096

  package static func read(_ source: any ByteSource) throws(InspectionError) -> FileKind {
    guard source.sizeInBytes > 0 else { return FileKind(name: "empty", title: "an empty file") }
    let head = try source.bytes(at: 0, count: Int(min(headSizeInBytes, source.sizeInBytes)))
    return zip(head) ?? pickle(head) ?? gguf(head) ?? numpy(head) ?? magic(head) ?? text(head, of: source.sizeInBytes)
      ?? FileKind(name: "unknown", title: "a file of an unknown kind")
  }

  private static let pickleAdvice =
    "loading it runs the code in it: load it only if you trust its author, or publish safetensors or ONNX"

  /// A zip archive by its first member's name.
  ///
  /// Source: APPNOTE.TXT, 4.3.7: a local file header has the name's length in byte 26 and the name from byte 30 on.
  private static func zip(_ head: [UInt8]) -> FileKind? {
    guard head.starts(with: [0x50, 0x4b, 3, 4]), head.count >= 30 else {
      return head.starts(with: [0x50, 0x4b, 5, 6]) ? FileKind(name: "zip", title: "an empty zip archive") : nil
    }
    let length = Int(head[26]) | Int(head[27]) << 8
    let name = String(decoding: head[30..<min(head.count, 30 + length)], as: UTF8.self)
    let details = [Detail(name: "first member", value: name)]
    if name.hasSuffix("/data.pkl") || name.hasSuffix("/.format_version") || name.hasSuffix("/.data/serialization_id") {
      return FileKind(
        name: "pytorch", title: "a PyTorch archive: a zip archive with a pickle, which was not opened",
        details: details,
        advice: pickleAdvice)
    }
    if name.hasSuffix(".npy") { return FileKind(name: "npz", title: "arrays of NumPy (npz)", details: details) }
    if name == "metadata.json" || name == "config.json" {
      return FileKind(name: "keras", title: "a Keras model (zip archive)", details: details)
    }
    return FileKind(name: "zip", title: "a zip archive", details: details)
  }

  /// `PROTO n` and, from protocol 4 on, a frame; PyTorch's old format starts with a pickled number.
  ///
  /// Source: CPython's Lib/pickletools.py; PyTorch's torch/serialization.py, MAGIC_NUMBER.
  private static func pickle(_ head: [UInt8]) -> FileKind? {
    guard head.count > 2, head[0] == 0x80, (2...5).contains(head[1]), head[1] < 4 || head[2] == 0x95 else { return nil }
    let details = [Detail(name: "protocol", value: "\(head[1])")]
    let isTorch = head.dropFirst(2).starts(with: [0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8])
    return FileKind(
      name: isTorch ? "pytorch" : "pickle",
      title: isTorch
        ? "a PyTorch file of the old format: pickles, which were not opened" : "a pickle, which was not opened",
      details: details, advice: pickleAdvice)
  }

  /// Source: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md
  private static func gguf(_ head: [UInt8]) -> FileKind? {
    guard head.starts(with: "GGUF".utf8), head.count >= 24 else { return nil }
    return FileKind(
      name: "gguf", title: "a GGUF model",
      details: [
        Detail(name: "version", value: "\(number(head[4..<8]))"),
        Detail(name: "tensors", value: "\(number(head[8..<16]))"),
        Detail(name: "properties", value: "\(number(head[16..<24]))"),
      ])
  }

  /// Source: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
  private static func numpy(_ head: [UInt8]) -> FileKind? {
    guard head.starts(with: [0x93] + Array("NUMPY".utf8)), head.count >= 12 else { return nil }
    let isFirst = head[6] == 1
    let start = isFirst ? 10 : 12
    let length = Int(number(isFirst ? head[8..<10] : head[8..<12]))
    let header = String(decoding: head[start..<min(head.count, start + length)], as: UTF8.self)
    let line = header.prefix { $0 != "\n" }
    return FileKind(
      name: "npy", title: "an array of NumPy (npy)",
      details: [
        Detail(name: "version", value: "\(head[6]).\(head[7])"),
        Detail(name: "header", value: String(String(line).reversed().drop { $0 == " " }.reversed())),
      ])
  }

  private static func number(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  private static let magics: [(offset: Int, bytes: [UInt8], name: String, title: String)] = [
    (0, [0x1f, 0x8b], "gzip", "a gzip stream"),
    (0, [0x28, 0xb5, 0x2f, 0xfd], "zstd", "a Zstandard stream"),
    (0, [0xfd] + Array("7zXZ".utf8) + [0], "xz", "an xz stream"),
    (0, Array("BZh".utf8), "bzip2", "a bzip2 stream"),
    (257, Array("ustar".utf8), "tar", "a tar archive"),
    (0, [0x89] + Array("HDF\r\n".utf8) + [0x1a, 0x0a], "hdf5", "an HDF5 file"),
    (0, Array("PAR1".utf8), "parquet", "a Parquet file"),
    (0, Array("ARROW1".utf8), "arrow", "an Arrow file"),
    (4, Array("TFL3".utf8), "tflite", "a TensorFlow Lite model"),
    (0, Array("version https://git-lfs".utf8), "lfs-pointer", "a Git LFS pointer, not the content that it names"),
    (0, Array("# xet version ".utf8), "xet-pointer", "a Xet pointer, not the content that it names"),
  ]

  private static func magic(_ head: [UInt8]) -> FileKind? {
    magics.first { head.dropFirst($0.offset).starts(with: $0.bytes) }.map { FileKind(name: $0.name, title: $0.title) }
  }

  private static func text(_ head: [UInt8], of size: Int64) -> FileKind? {
    // A character may be cut at the end of what was read.
    let tails = size > head.count ? 0...3 : 0...0
    guard !head.contains(0), tails.contains(where: { String(validating: head.dropLast($0), as: UTF8.self) != nil })
    else {
      return nil
    }
    return FileKind(name: "text", title: "text")
  }
}
