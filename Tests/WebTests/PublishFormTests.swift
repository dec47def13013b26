import BlobStore
import Endpoints
import Foundation
import TestSupport
import Testing

/// Publish version: files that come with the form, the number that they need, and what is left of a broken upload.
struct PublishFormTests {
  private static let address = "/Fine_Tuned_Models/sentiment/-/publish"

  /// A form with files, as a browser sends it.
  private static func body(_ form: OpenForm, _ files: [(String, [UInt8])], isWhole: Bool = true) -> [UInt8] {
    var bytes: [UInt8] = []
    for (name, value) in form.fields {
      bytes += "--XYZ\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n".utf8
    }
    for (name, content) in files {
      bytes += "--XYZ\r\nContent-Disposition: form-data; name=\"files\"; filename=\"\(name)\"\r\n".utf8
      bytes += "Content-Type: application/octet-stream\r\n\r\n".utf8
      bytes += content + Array("\r\n".utf8)
    }
    return bytes + (isWhole ? Array("--XYZ--\r\n".utf8) : [])
  }

  private func send(
    _ form: OpenForm, _ files: [(String, [UInt8])], isWhole: Bool = true
  ) async throws -> WebSandbox.Answer {
    let bytes = Self.body(form, files, isWhole: isWhole)
    // In pieces, as the network brings them.
    let pieces = ByteStream(announcing: nil) {
      var rest = bytes[...]
      return {
        guard !rest.isEmpty else { return nil }
        defer { rest = rest.dropFirst(1000) }
        return Array(rest.prefix(1000))
      }
    }
    return try await form.web.ask(
      .post, form.address, as: form.member,
      headers: ["content-type": "multipart/form-data; boundary=XYZ", "origin": "http://localhost:5000"], body: pieces)
  }

  private func stored(_ web: WebSandbox) throws -> Int {
    let folder = web.sandbox.path("models/.git/lfs")
    let all = FileManager.default.enumerator(atPath: folder)?.allObjects as? [String] ?? []
    return all.count { path in
      let type = try? FileManager.default.attributesOfItem(atPath: "\(folder)/\(path)")[.type] as? FileAttributeType
      return type == .typeRegular && !path.contains("lock")
    }
  }

  @Test(
    arguments: [
      (nil, "Each up to 1.0 TiB."), (5 << 30, "All content of this repository together may have 5.0 GiB."),
      (5 << 40, "Each up to 1.0 TiB; all content of this repository together may have 5.0 TiB."),
    ] as [(Int64?, String)])
  func theFormSaysHowMuchItTakes(quota: Int64?, text: String) async throws {
    let web = try await WebSandbox(quota: quota)
    #expect(try await web.get(Self.address, as: "grace").body.contains(text))
  }

  @Test func filesBecomeAVersion() async throws {
    let web = try await WebSandbox()
    let form = try await OpenForm(Self.address, as: "grace", in: web)
    #expect(form.page.body.contains("enctype=\"multipart/form-data\"") && form["number"] != nil)
    let filled = form.with([
      "description": "From a browser.", "metrics.key": "accuracy", "metrics.value": "0.91", "alias": "shadow",
      "number": "minor",
    ])
    let weights = [UInt8](repeating: 7, count: 200_000)
    let answer = try await send(filled, [("weights.bin", weights), ("train.log", Array("epoch 1\n".utf8))])
    #expect(answer.isDone && answer.headers["Location"] == "/Fine_Tuned_Models/sentiment@1.3.0", "\(answer.body)")
    let manifest = try web.sandbox.git(
      "show", "main:registries/Fine_Tuned_Models/sentiment/versions/1.3.0.yaml", in: "models")
    for line in [
      "path: weights.bin", "path: train.log", "type: log", "size: 200000", "accuracy: 0.91", "createdBy: grace",
    ] {
      #expect(manifest.contains(line), "\(line) in \(manifest)")
    }
    try web.sandbox.registry("validate", in: "models")
    let file = try await web.get("/Fine_Tuned_Models/sentiment@1.3.0/-/files/weights.bin", as: "grace")
    #expect(file.status == 200 && file.body.utf8.count == 200_000)
  }

  /// A refusal costs no second upload, and what is kept is only for whoever sent it, and where.
  @Test func afterARefusalNoFileIsSentAgain() async throws {
    let web = try await WebSandbox()
    let form = try await OpenForm(Self.address, as: "grace", in: web)
    let bad = form.with(["metrics.key": "accuracy", "metrics.value": "much"])
    let refused = try await send(bad, [("weights.bin", [1, 2, 3])])
    #expect(refused.status == 422 && refused.refusal(of: "metrics") != nil, "\(refused.body)")
    let again = try form.again(refused)
    let kept = try #require(again["kept"])
    #expect(refused.body.contains("weights.bin") && again["type.weights.bin"] == "model")
    // Somebody else cannot take it, and neither can another registry.
    let others = try await OpenForm(Self.address, as: "ada", in: web).with(["kept": kept])
    #expect(try await others.send(["preview": "1"]).body.contains("weights.bin") == false)
    let other = try await OpenForm("/Models/word-vectors/-/publish", as: "ada", in: web).with(["kept": kept])
    #expect(try await other.send(["preview": "1"]).body.contains("weights.bin") == false)
    let answer = try await send(again.with(["metrics.value": "0.5", "type.weights.bin": "dataset"]), [])
    #expect(answer.isDone, "\(answer.body)")
    let manifest = try web.sandbox.git(
      "show", "main:registries/Fine_Tuned_Models/sentiment/versions/1.2.1.yaml", in: "models")
    #expect(manifest.contains("path: weights.bin") && manifest.contains("type: dataset"), "\(manifest)")
  }

  @Test func aBrokenUploadLeavesNothing() async throws {
    let web = try await WebSandbox()
    let form = try await OpenForm(Self.address, as: "grace", in: web)
    let before = try stored(web)
    let answer = try await send(form, [("weights.bin", [UInt8](repeating: 7, count: 100_000))], isWhole: false)
    #expect(answer.status == 400, "\(answer)")
    #expect(try stored(web) == before)
    let none = try await web.ask(
      .post, Self.address, as: "grace",
      headers: ["content-type": "multipart/form-data", "origin": "http://localhost:5000"], body: ByteStream([1]))
    #expect(none.status == 400)
  }

  @Test func whatHasNoRoomIsRefusedWithTheReason() async throws {
    let web = try await WebSandbox(quota: 1_000)
    let form = try await OpenForm(Self.address, as: "grace", in: web)
    let answer = try await send(form, [("weights.bin", [UInt8](repeating: 7, count: 5_000))])
    #expect(answer.status == 413 && answer.body.contains("1000 bytes that it may have"), "\(answer)")
  }

  /// What a clone without git-lfs has in the place of weights.
  @Test func aPointerIsNoModel() async throws {
    let web = try await WebSandbox()
    let form = try await OpenForm(Self.address, as: "grace", in: web)
    let pointer =
      "version https://git-lfs.github.com/spec/v1\noid sha256:\(String(repeating: "a", count: 64))\nsize 12\n"
    let answer = try await send(form, [("weights.bin", Array(pointer.utf8))])
    #expect(
      answer.status == 422 && answer.refusal(of: "files")?.contains("is a pointer of Git LFS") ?? false,
      "\(answer.body)")
  }

  @Test func whatTheRegistryDoesNotTakeStandsBesideTheFiles() async throws {
    let web = try await WebSandbox()
    let form = try await OpenForm(Self.address, as: "grace", in: web)
    let answer = try await send(form.with(["type.report.pdf": "report"]), [("report.pdf", [1, 2, 3])])
    #expect(
      answer.status == 422 && answer.refusal(of: "files")?.contains("artifact-type-not-accepted") ?? false,
      "\(answer.body)")
    #expect(try await web.get(Self.address, as: "bob").status == 403)
  }
}
