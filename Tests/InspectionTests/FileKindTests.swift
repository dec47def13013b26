import Inspection
import Testing

/// Files that are known by their first bytes and not opened.
struct FileKindTests {
  static let kinds: [(bytes: [UInt8], kind: String)] = [
    ([], "empty"),
    ([0x50, 0x4b, 5, 6], "zip"),
    (zip("a.txt"), "zip"), (zip("archive/data.pkl"), "pytorch"), (zip("model/.format_version"), "pytorch"),
    (zip("x.npy"), "npz"), (zip("metadata.json"), "keras"),
    // A name longer than the file.
    ([0x50, 0x4b, 3, 4] + [UInt8](repeating: 0, count: 22) + [0xff, 0xff, 0, 0, 0x61], "zip"),
    ([0x80, 2, 0x7d], "pickle"), ([0x80, 4, 0x95, 0], "pickle"), ([0x80, 5, 0x95, 0], "pickle"),
    ([0x80, 4, 0x96, 0], "unknown"), ([0x80, 6, 0x95], "unknown"),
    ([0x80, 2, 0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, 0x2e], "pytorch"),
    (Array("GGUF".utf8) + [3, 0, 0, 0] + [UInt8](repeating: 0, count: 16), "gguf"),
    (Array("GGUF".utf8) + [0, 0], "unknown"),
    ([0x93] + Array("NUMPY".utf8) + [1, 0, 2, 0] + Array("{}".utf8), "npy"),
    ([0x93] + Array("NUMPY".utf8) + [2, 0, 0xff, 0xff, 0xff, 0xff], "npy"),
    ([0x1f, 0x8b, 8], "gzip"), ([0x28, 0xb5, 0x2f, 0xfd], "zstd"), (Array("BZh9".utf8), "bzip2"),
    ([UInt8](repeating: 0, count: 257) + Array("ustar".utf8), "tar"),
    ([0x89] + Array("HDF\r\n".utf8) + [0x1a, 0x0a], "hdf5"), (Array("PAR1".utf8) + [0], "parquet"),
    ([0, 0, 0, 0] + Array("TFL3".utf8), "tflite"),
    (Array("version https://git-lfs.github.com/spec/v1\n".utf8), "lfs-pointer"),
    (Array("tree\nversion=v4\n".utf8), "text"), (Array("größe".utf8).dropLast(3) + [0xff], "unknown"),
    // A character that the end of what is looked at cuts.
    (Array(repeating: UInt8(0x61), count: 4095) + Array("é".utf8), "text"),
    ([0, 1, 2], "unknown"), ([0x08, 0x09, 0xff], "unknown"),
  ]

  @Test("has a kind", arguments: kinds)
  func hasKind(_ row: (bytes: [UInt8], kind: String)) throws {
    guard case .other(let kind) = try InspectedFile.read(MemoryBytes(row.bytes), named: "file.bin") else {
      Issue.record("was read as more than its kind")
      return
    }
    #expect(kind.name == row.kind)
    #expect((kind.advice != nil) == ["pickle", "pytorch"].contains(kind.name))
  }

  @Test(
    "an empty file is not what its name says",
    arguments: [
      "model.onnx", "model.safetensors", "MLmodel", "model/MLmodel", "m.gguf", "m.pt", "m.pth", "m.ckpt", "m.pkl",
      "m.pickle", "m.joblib", "m.npy", "m.npz", "m.h5", "m.hdf5", "m.keras", "m.tflite", "m.parquet", "m.arrow",
      "m.feather", "m.zip", "m.tar", "m.gz", "m.tar.gz", "m.tgz", "m.zst", "m.xz", "m.bz2",
    ])
  func isEmpty(name: String) {
    #expect(throws: InspectionError("it is empty")) { try InspectedFile.read(MemoryBytes([]), named: name) }
  }

  @Test(arguments: ["m.bin", "__init__.py", "notes.txt", "onnx", "m.onnx.data", "MLmodel.txt", ".gitkeep"])
  func someFilesMayBeEmpty(name: String) throws {
    guard case .other(let kind) = try InspectedFile.read(MemoryBytes([]), named: name) else {
      Issue.record("was read as more than its kind")
      return
    }
    #expect(kind.name == "empty")
  }

  /// A name that says nothing does not hide what a file is.
  @Test func formatsWithoutMagicAreKnownByWhatTheyHold() throws {
    let model = WireBytes.model(WireBytes.value(11, "x", type: WireBytes.tensor(1, [])))
    guard case .onnx = try InspectedFile.read(MemoryBytes(model), named: "blob") else {
      Issue.record("an ONNX model was not known")
      return
    }
    guard case .safetensors = try InspectedFile.read(MemoryBytes([2, 0, 0, 0, 0, 0, 0, 0, 0x7b, 0x7d]), named: "blob")
    else {
      Issue.record("safetensors were not known")
      return
    }
  }

  private static func zip(_ name: String) -> [UInt8] {
    [0x50, 0x4b, 3, 4] + [UInt8](repeating: 0, count: 22) + [UInt8(name.utf8.count), 0, 0, 0] + Array(name.utf8)
  }
}
