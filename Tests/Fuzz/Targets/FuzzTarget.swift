import Diagnostics
import Enforcement
import Git
import Glibc
import Inspection
import ManifestCoding
import Manifests
import Query
import Rules

@_silgen_name("git_reference_name_is_valid")
private func isValid(_ answer: UnsafeMutablePointer<Int32>, _ name: UnsafePointer<CChar>) -> Int32

/// What libgit2 says of a reference's name, the reading of git-check-ref-format(1) beside ours.
private func isReferenceName(_ bytes: [UInt8]) -> Bool {
  var answer: Int32 = 0
  return isValid(&answer, bytes.map { CChar(bitPattern: $0) } + [0]) == 0 && answer == 1
}

/// Bounds on time hold for the fuzzer's optimized build, not for a debug build on a busy machine.
private let isTimed = getenv("FUZZ_TARGET") != nil

private func processorSeconds() -> Double { Double(clock()) / Double(CLOCKS_PER_SEC) }

/// libFuzzer's targets, each an input and what must hold of it; `FUZZ_TARGET` names one. A broken promise traps.
///
/// Source: https://llvm.org/docs/LibFuzzer.html
package enum FuzzTarget: String, CaseIterable, Sendable {
  case version, range, manifestYAML = "manifest-yaml", manifestJSON = "manifest-json", pointer, hookInput = "hook-input"
  case refName = "ref-name"
  case path, onnx, safetensors, signature
  case fileKind = "file-kind"
  case commitSignature = "commit-signature"
  case canonical, versionTemplate = "version-template"
  case filter

  /// Checks what must hold of an input.
  package func run(_ bytes: [UInt8]) {
    switch self {
    case .version: Self.version(bytes)
    case .range:
      if let range = VersionRange(String(decoding: bytes, as: UTF8.self)), let version = SemanticVersion("1.2.3") {
        _ = range.contains(version)
      }
    case .manifestYAML: Self.manifest(bytes, .yaml)
    case .manifestJSON: Self.manifest(bytes, .json)
    case .pointer:
      if let pointer = LFSPointer(bytes) { precondition(pointer.content == bytes, "a pointer is its own re-encoding") }
      if let tombstone = Tombstone(bytes) { precondition(tombstone.content == bytes, "so is a tombstone") }
    case .hookInput: Self.hookInput(bytes)
    case .refName:
      if let name = RefName(bytes: bytes) {
        precondition(name.bytes == bytes && !bytes.contains(0x0a))
        // Behind refs/, since libgit2 has rules of its own for what stands before.
        precondition(isReferenceName(Array("refs/".utf8) + bytes), "libgit2 accepts what we do")
      }
    case .path:
      if let path = RepositoryPath(bytes: bytes) {
        precondition(path.bytes == bytes && !path.components.contains { $0.elementsEqual("..".utf8) })
        _ = LayoutPath(path)
      }
    case .onnx: Self.onnx(bytes)
    case .safetensors: Self.safetensors(bytes)
    case .signature: Self.signature(bytes)
    case .fileKind: _ = try? InspectedFile.read(MemoryBytes(bytes), named: "file")
    case .commitSignature: Self.commitSignature(bytes)
    case .canonical: Self.canonical(bytes)
    case .versionTemplate: Self.versionTemplate(bytes)
    case .filter: Self.filter(bytes)
    }
  }

  /// What is read is printed so that it reads the same, and can be asked; an error's place lies in the text.
  private static func filter(_ bytes: [UInt8]) {
    struct Nothing: SearchRow {
      let texts = ["a text", ""]
      func values(of field: Field) -> [FieldValue] { [.text("a text"), .number(.integer(1)), .time(0)] }
    }
    let (text, start) = (String(decoding: bytes, as: UTF8.self), processorSeconds())
    for scope in [SearchScope.versions, .history, .mlflowRuns] {
      do throws(FilterError) {
        let filter = try Filter(text, in: scope)
        precondition((try? Filter(filter.text(in: scope), in: scope)) == filter, "what is printed reads otherwise")
        let isMatch = filter.matches(Nothing(), now: 0)
        precondition(Filter.not(filter).matches(Nothing(), now: 0) != isMatch, "a negation says the opposite")
      } catch {
        precondition(
          error.bytes.upperBound <= text.utf8.count && error.column <= text.count + 1, "an error behind the end")
        precondition(!error.description.isEmpty && !error.excerpt.isEmpty)
      }
      if let sort = try? Sort(text, in: scope) { precondition((try? Sort(sort.text(in: scope), in: scope)) == sort) }
    }
    precondition(!isTimed || processorSeconds() - start < 0.1, "reading and asking take 100 ms at most")
  }

  /// A commit, an armored signature or a key, whatever it is taken for: nothing traps, and no byte is in two places.
  private static func commitSignature(_ bytes: [UInt8]) {
    let content = SignedContent(ofCommit: bytes)
    precondition(content.payload.count + content.signature.count <= bytes.count, "every byte is of one part at most")
    for text in [bytes, content.signature] {
      guard let signature = try? SSHSignature(armored: text) else { continue }
      precondition((try? SSHPublicKey(signature.key.bytes)) == signature.key, "a key reads the same again")
      _ = signature.verifies(content.payload)
    }
    _ = try? SSHSignature(bytes)
    if let key = try? SigningKey(String(decoding: bytes, as: UTF8.self)) {
      precondition((try? SigningKey(key.text)) == key && !key.fingerprint.isEmpty, "a key reads the same again")
    }
  }

  /// Reading never traps and takes a time that the size bounds; an error's place lies in the file.
  private static func onnx(_ bytes: [UInt8]) {
    let start = processorSeconds()
    do throws(InspectionError) {
      let model = try ONNXReader.read(MemoryBytes(bytes))
      precondition(model.parameterCount >= 0 && model.nodeCount <= bytes.count)
      do throws(InspectionError) { check(try model.signature()) } catch { precondition(!error.message.isEmpty) }
    } catch {
      precondition((0...Int64(bytes.count)).contains(error.offset ?? 0), "an error behind the end")
    }
    precondition(!isTimed || processorSeconds() - start < 0.1, "reading takes 100 ms at most")
  }

  /// What is accepted covers the file, each byte once.
  private static func safetensors(_ bytes: [UInt8]) {
    do throws(InspectionError) {
      let file = try SafetensorsReader.read(MemoryBytes(bytes))
      let data = file.tensors.reduce(0) { $0 + $1.sizeInBytes }
      precondition(8 + file.headerSizeInBytes + data == Int64(bytes.count), "the tensors are the file")
      precondition(file.tensors.allSatisfy { $0.range.upperBound <= data })
    } catch {
      precondition((0...Int64(bytes.count)).contains(error.offset ?? 0), "an error behind the end")
    }
  }

  /// What was read comes back equal from what is written of it, in a manifest's form and in MLflow's.
  private static func signature(_ bytes: [UInt8]) {
    _ = MLflowModel.read(bytes)
    for format in ManifestFormat.allCases {
      let (signature, problems) = SignatureFile.read(bytes, as: format)
      precondition(signature != nil || !problems.isEmpty, "no signature, and nobody says why")
      if let signature { check(signature) }
    }
  }

  private static func check(_ signature: Signature) {
    let again = SignatureFile.read(Array(signature.mlflow.text.utf8), as: .json).signature
    // What a manifest may not hold, a name with a control character, is refused on the way back.
    guard let again else { return }
    precondition(again.mlflow == signature.mlflow, "MLflow would read another signature")
  }

  /// The text is what was read, and the order is total: of two, one is smaller or both are one.
  private static func version(_ bytes: [UInt8]) {
    let halves = bytes.split(separator: UInt8(ascii: " "), maxSplits: 1).map { String(decoding: $0, as: UTF8.self) }
    let versions = halves.compactMap { SemanticVersion($0) }
    for (version, text) in zip(versions, halves) where versions.count == halves.count {
      precondition("\(version)" == text, "a version is written as it was read")
    }
    guard versions.count == 2 else { return }
    let (one, two) = (versions[0], versions[1])
    precondition([one < two, two < one, one.hasSamePrecedence(as: two)].contains(true), "the order is total")
    precondition(!(one < two && two < one), "and one way")
  }

  /// The reader of the canonical form gives up, or reads what libyaml reads, places included: every kind of manifest is then the
  /// same, and has the same problems.
  private static func canonical(_ bytes: [UInt8]) {
    let (canonical, libyaml) = ManifestDecoder.readings(of: bytes)
    guard let canonical else { return }
    precondition(canonical == libyaml, "the canonical form is read otherwise")
    isReadAlike(Organization.self, bytes)
    isReadAlike(Member.self, bytes)
    isReadAlike(Team.self, bytes)
    isReadAlike(Registry.self, bytes)
    isReadAlike(Model.self, bytes)
    isReadAlike(ModelVersion.self, bytes)
    isReadAlike(ModelCandidate.self, bytes)
  }

  private static func isReadAlike<Value: Manifest>(_ type: Value.Type, _ bytes: [UInt8]) {
    let (canonical, libyaml) = ManifestDecoder.decodings(type, of: bytes)
    guard let canonical else { return }
    precondition(canonical.value == libyaml.value, "another manifest")
    precondition(canonical.problems == libyaml.problems, "other problems")
    precondition(ManifestDecoder.decode(type, from: bytes, as: .yaml).problems == libyaml.problems)
  }

  /// Of two texts with a NUL between them: what is like a manifest that the rules find nothing in, they find nothing in either.
  private static func versionTemplate(_ bytes: [UInt8]) {
    let texts = bytes.split(separator: 0, maxSplits: 1).map(Array.init)
    guard texts.count == 2 else { return }
    readAlike(texts[0], texts[1])
    guard let template = VersionTemplate(texts[0]),
      let one = ManifestDecoder.decode(ModelVersion.self, from: texts[0], as: .yaml).value
    else { return }
    var pointers: [Digest: LFSPointer] = [:]
    func isPointed(_ digest: Digest, _ size: Int64) -> Bool {
      let known = pointers[digest] ?? LFSPointer(digest: digest, sizeInBytes: size)
      pointers[digest] = known
      return known.sizeInBytes == size
    }
    for artifact in one.artifacts where artifact.digest != .empty {
      guard isPointed(artifact.digest, artifact.sizeInBytes) else { return }
    }
    guard finds(in: texts[0], Array(pointers.values)).diagnostics.isEmpty else { return }
    let isLike = texts[1].withUnsafeBytes { text in
      template.isLike(text) { digest, size in
        Digest(hex: String(decoding: digest, as: UTF8.self)).map { isPointed($0, size) } ?? false
      }
    }
    guard isLike else { return }
    let report = finds(in: texts[1], Array(pointers.values))
    precondition(report.diagnostics.isEmpty, "like a sound manifest, and not: \(TextRenderer.render(report))")
  }

  /// What is read as another manifest with other values is what decoding gives.
  private static func readAlike(_ one: [UInt8], _ other: [UInt8]) {
    var reader = VersionReader()
    for text in [one, other] where text.count <= ManifestKind.modelVersion.sizeLimitInBytes {
      guard let version = reader.version(from: text) else { continue }
      let decoded = ManifestDecoder.decode(ModelVersion.self, from: text, as: .yaml)
      precondition(decoded.problems.isEmpty && decoded.value == version, "read otherwise than decoded")
    }
  }

  /// What the rules on snapshots find in a registry of one version.
  private static func finds(in version: [UInt8], _ pointers: [LFSPointer]) -> Report {
    let head = "apiVersion: git-registry/v1\nkind: "
    var files = [
      ".gitattributes": "blobs/** -text -diff -merge\n", "organization.yaml": "\(head)Organization\nname: acme\n",
      "members/ada.yaml": "\(head)Member\nemails:\n  - ada@acme.org\nrole: admin\n",
      "registries/Models/registry.yaml":
        "\(head)Registry\ntype: core\nvisibility: organization\nacceptedArtifactTypes: all\n",
      "registries/Models/m/model.yaml": "\(head)Model\n", "registries/Datasets/reviews/model.yaml": "\(head)Model\n",
      "registries/Datasets/registry.yaml":
        "\(head)Registry\ntype: core\nvisibility: organization\nacceptedArtifactTypes: all\n",
      // What the seeds were made from.
      "registries/Datasets/reviews/versions/1.0.0.yaml": "\(head)ModelVersion\n",
    ].mapValues { Array($0.utf8) }
    files["registries/Models/m/versions/1.0.0.yaml"] = version
    for pointer in pointers { files[pointer.digest.blobPath] = pointer.content }
    let snapshot = MemorySnapshot(files)
    do {
      let change = try Change(from: nil, to: snapshot, entries: snapshot.entries, isTransition: false)
      return try Judge.judge(change, Facts(actor: .unknown))
    } catch {
      fatalError("nothing is read from disk: \(error)")
    }
  }

  /// Reading never traps; what was read without a problem is written so that it reads the same.
  private static func manifest(_ bytes: [UInt8], _ format: ManifestFormat) {
    check(ModelVersion.self, bytes, format)
    check(Organization.self, bytes, format)
    check(Registry.self, bytes, format)
    check(Member.self, bytes, format)
  }

  private static func check<Value: Manifest>(_ type: Value.Type, _ bytes: [UInt8], _ format: ManifestFormat) {
    let start = processorSeconds()
    let decoded = ManifestDecoder.decode(Value.self, from: bytes, as: format)
    precondition(!isTimed || processorSeconds() - start < 0.05, "reading takes 50 ms at most")
    precondition(decoded.value != nil || !decoded.problems.isEmpty, "no value, and nobody says why")
    guard let value = decoded.value, decoded.problems.isEmpty else { return }
    for format in ManifestFormat.allCases {
      let again = ManifestDecoder.decode(Value.self, from: Array(value.text(as: format).utf8), as: format)
      precondition(again.value == value && again.problems.isEmpty, "what was written reads otherwise")
    }
  }

  /// Each line is one update, and all of them are the input.
  private static func hookInput(_ bytes: [UInt8]) {
    guard let updates = try? RefUpdate.parse(bytes) else { return }
    precondition(updates.count == bytes.count { $0 == UInt8(ascii: "\n") })
  }
}
