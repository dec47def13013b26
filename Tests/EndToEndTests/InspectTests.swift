import Foundation
import TestSupport
import Testing

/// `inspect` on files that the formats' own packages wrote.
@Suite(.enabled(if: MLflowPeers.python != nil, MLflowPeers.missing))
struct InspectTests {
  private let sandbox: GitSandbox

  init() throws {
    sandbox = try GitSandbox()
    try FileManager.default.createDirectory(atPath: sandbox.path("made"), withIntermediateDirectories: true)
  }

  private struct Inspected<File: Decodable>: Decodable { let files: [File] }

  private func inspect<File: Decodable>(_ path: String, as type: File.Type = File.self) throws -> File {
    let outcome = try sandbox.registry(["inspect", path, "--json"], in: ".")
    try #require(outcome.status == 0 && outcome.error.isEmpty, "\(path): \(outcome.text)")
    let report = try JSONDecoder().decode(Inspected<File>.self, from: Data(outcome.output.utf8))
    return try #require(report.files.first)
  }

  private struct ONNX: Decodable {
    struct Value: Decodable { let name, type: String }
    let kind: String
    let irVersion, nodes, initializers, parameters: Int
    let externalFiles: [String]
    let inputs, outputs: [Value]
  }

  private struct ExpectedONNX: Decodable {
    let irVersion, nodes, initializers, parameters: Int
    let externalFiles, inputs, outputs: [String]
  }

  @Test func modelsOfONNXAreReadAsTheirPackageWroteThem() throws {
    let expected: [String: ExpectedONNX] = try MLflowPeers.run("onnx-models.py", [sandbox.path("made")], in: sandbox)
    try #require(expected.count > 25)
    for (name, model) in expected {
      let found: ONNX = try inspect("made/\(name).onnx")
      #expect(found.kind == "onnx")
      #expect(found.irVersion == model.irVersion && found.nodes == model.nodes, "\(name)")
      #expect(found.initializers == model.initializers && found.parameters == model.parameters, "\(name)")
      #expect(found.inputs.map { "\($0.name): \($0.type)" } == model.inputs, "\(name)")
      #expect(found.outputs.map { "\($0.name): \($0.type)" } == model.outputs, "\(name)")
      #expect(found.externalFiles == model.externalFiles, "\(name)")
    }
  }

  private struct Safetensors: Decodable {
    struct Tensor: Decodable {
      let name, dtype: String
      let shape: [Int]
    }
    let kind: String
    let parameters: Int
    let metadata: [String: String]
    let tensors: [Tensor]
  }

  private struct ExpectedSafetensors: Decodable {
    let parameters: Int
    let metadata: [String: String]
    let tensors: [[String]]
  }

  @Test func safetensorsAreReadAsTheirPackageWroteThem() throws {
    let expected: [String: ExpectedSafetensors] = try MLflowPeers.run(
      "safetensors-files.py", [sandbox.path("made")], in: sandbox)
    try #require(expected.count > 5)
    for (name, file) in expected {
      let found: Safetensors = try inspect("made/\(name).safetensors")
      #expect(found.kind == "safetensors")
      #expect(found.parameters == file.parameters, "\(name)")
      #expect(found.metadata == file.metadata, "\(name)")
      let tensors = found.tensors.map { [$0.name, $0.dtype, $0.shape.map { "\($0)" }.joined(separator: ",")] }
      #expect(Set(tensors) == Set(file.tensors), "\(name)")
      #expect(tensors.count == file.tensors.count, "\(name)")
    }
  }

  /// Only headers are read: a model whose bytes are a hole of 20 GiB costs no more than a small one.
  @Test func largeFilesAreSkippedOver() throws {
    let size = 20 << 30
    // ModelProto{ir_version 8, graph{initializer{dims [size], raw_data (size bytes)}, name "g"}}, written around the hole.
    let raw = Self.field(1, varint: size) + [0x4a] + Self.varint(size)
    let name = Self.field(2, bytes: Array("g".utf8))
    let tensor = [0x2a] + Self.varint(raw.count + size)
    let graph = [0x3a] + Self.varint(tensor.count + raw.count + size + name.count)
    let head = Self.field(1, varint: 8) + graph + tensor + raw
    try sandbox.write(Data(head), to: "made/huge.onnx")
    let file = try FileHandle(forWritingTo: sandbox.folder.appending(path: "made/huge.onnx"))
    try file.truncate(atOffset: UInt64(head.count + size))
    try file.seekToEnd()
    try file.write(contentsOf: Data(name))
    try file.close()
    let start = ContinuousClock.now
    let outcome = try sandbox.registry(["inspect", "made/huge.onnx"], in: ".")
    #expect(outcome.status == 0 && outcome.output.contains("parameters  \(size) in 1 initializer\n"), "\(outcome.text)")
    #expect(outcome.output.contains("graph       g\n"))
    #expect(ContinuousClock.now - start < .seconds(5))
  }

  private static func varint(_ value: Int) -> [UInt8] {
    var rest = value
    var bytes: [UInt8] = []
    while rest > 0x7f {
      bytes.append(UInt8(rest & 0x7f) | 0x80)
      rest >>= 7
    }
    return bytes + [UInt8(rest)]
  }

  private static func field(_ number: Int, varint value: Int) -> [UInt8] { varint(number << 3) + varint(value) }

  private static func field(_ number: Int, bytes: [UInt8]) -> [UInt8] {
    varint(number << 3 | 2) + varint(bytes.count) + bytes
  }
}
