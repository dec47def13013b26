import BlobStore
import Endpoints
import Foundation
import TestSupport
import Testing

@testable import Serving

/// What is packed, for whom, and what is said of it.
@Suite struct PackedAnswerTests {
  private static let text = [UInt8](String(repeating: "<tr><td>0.91</td></tr>\n", count: 100).utf8)

  private static func answer(
    _ type: String, _ body: ServerResponse.Body = .bytes(text), _ more: [(String, String)] = []
  ) -> ServerResponse { ServerResponse(200, [("Content-Type", type)] + more, body) }

  private static func value(_ name: String, _ answer: ServerResponse) -> String? {
    answer.headers.first { $0.name == name }?.value
  }

  @Test(arguments: [
    ("text/html; charset=utf-8", true), ("text/css; charset=utf-8", true), ("text/javascript; charset=utf-8", true),
    ("application/json", true), ("application/atom+xml; charset=utf-8", true), ("image/svg+xml", true),
    // Artifacts, git and git-lfs.
    ("application/octet-stream", false), ("application/x-git-upload-pack-result", false),
    ("application/vnd.git-lfs+json", false), ("text/plain; charset=utf-8", false),
  ])
  func textsArePacked(type: String, isPacked: Bool) {
    let packed = PackedAnswer.of(Self.answer(type), .get, accepting: "gzip, deflate")
    #expect(Self.value("Content-Encoding", packed) == (isPacked ? "gzip" : nil))
    #expect(Self.value("Vary", packed) == (isPacked ? "Accept-Encoding" : nil))
  }

  @Test(
    arguments: [
      ("gzip", true), ("deflate, GZIP;q=0.5", true), ("*", true), ("br, *;q=0.1", true), (nil, false), ("", false),
      ("br", false), ("gzip;q=0", false), ("gzip; q=0.000, *", false), ("*;q=0", false), ("gzip;q=x", false),
    ] as [(String?, Bool)])
  func whoTakesItGetsIt(header: String?, isPacked: Bool) {
    let answer = PackedAnswer.of(Self.answer("text/html"), .get, accepting: header)
    #expect(Self.value("Content-Encoding", answer) == (isPacked ? "gzip" : nil))
    // Whoever keeps the other one has to know too.
    #expect(Self.value("Vary", answer) == "Accept-Encoding")
  }

  @Test func whatIsSmallSentOrAStreamStaysAsItIs() {
    let type = "text/html"
    for (answer, method) in [
      (Self.answer(type, .bytes(Array(Self.text.prefix(1024)))), HTTPMethod.get), (Self.answer(type), .post),
      (Self.answer(type, .stream(.empty)), .get), (Self.answer(type, .bytes([])), .get),
      (Self.answer(type, .bytes(Self.text), [("Content-Range", "bytes 0-2299/5000")]), .get),
      (Self.answer(type, .bytes(Self.text), [("Content-Encoding", "br")]), .get),
    ] {
      let same = PackedAnswer.of(answer, method, accepting: "gzip")
      #expect(same.headers.map(\.value) == answer.headers.map(\.value))
    }
    // Nothing becomes more by it.
    var random = SystemRandomNumberGenerator()
    let noise = (0..<4096).map { _ in UInt8.random(in: 0...255, using: &random) }
    #expect(
      Self.value("Content-Encoding", PackedAnswer.of(Self.answer(type, .bytes(noise)), .get, accepting: "gzip")) == nil)
  }

  @Test func aTagIsOfTheBytesThatAreSent() {
    for (type, tag) in [("text/html", "W/\"a\""), ("application/json", "\"a\"")] {
      let answer = Self.answer(type, .bytes(Self.text), [("ETag", "\"a\""), ("Vary", "Cookie")])
      let packed = PackedAnswer.of(answer, .head, accepting: "gzip")
      #expect(Self.value("ETag", packed) == tag)
      #expect(Self.value("Vary", packed) == "Cookie, Accept-Encoding")
    }
  }

  @Test func gzipUnpacksIt() throws {
    guard case .bytes(let bytes) = PackedAnswer.of(Self.answer("text/html"), .get, accepting: "gzip").body else {
      Issue.record("no bytes")
      return
    }
    #expect(bytes.count < Self.text.count / 4)
    let sandbox = try GitSandbox()
    let packed = sandbox.path("answer.gz")
    try Data(bytes).write(to: URL(filePath: packed))
    let unpacked = try sandbox.run("gzip", ["-d", "--stdout", packed])
    #expect(unpacked.status == 0 && Array(unpacked.output.utf8) == Self.text, "\(unpacked.error)")
  }
}
