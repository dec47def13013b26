import BlobStore
import Testing

@testable import Web

/// `multipart/form-data` is taken apart the same however its bytes come, and what is none is refused.
struct MultipartTests {
  /// Everything that a body says, pieces of one part put together.
  private static func read(_ body: [UInt8], boundary: String = "X", step: Int) throws -> [String] {
    var parser = MultipartParser(boundary: boundary)
    var said: [String] = []
    var content: [UInt8] = []
    var start = 0
    while true {
      while let event = try parser.next() {
        switch event {
        case .part(let header):
          said.append("\(header.name)\(header.file.map { " file \($0)" } ?? "")")
          content = []
        case .bytes(let bytes): content += bytes
        case .endOfPart: said.append(String(decoding: content, as: UTF8.self))
        case .end: return said
        }
      }
      guard start < body.count else { throw MultipartProblem.brokenOff }
      parser.add(Array(body[start..<min(start + step, body.count)]))
      start += step
    }
  }

  /// What a body says, or what is wrong with it.
  private static func outcome(_ body: [UInt8], step: Int) -> [String] {
    do { return try read(body, step: step) } catch { return ["problem: \(error)"] }
  }

  private struct Case: Sendable {
    let body: String
    let said: [String]

    init(_ body: String, _ said: [String]) { (self.body, self.said) = (body, said) }
  }

  private static func part(_ disposition: String, _ content: String) -> String {
    "--X\r\nContent-Disposition: form-data; \(disposition)\r\n\r\n\(content)\r\n"
  }

  private static let good = [
    Case(part("name=\"a\"", "1") + "--X--\r\n", ["a", "1"]),
    // Content that is nearly a delimiter, and content that is none.
    Case(part("name=\"a\"", "\r\n--\r\n--Y\r\n-") + "--X--", ["a", "\r\n--\r\n--Y\r\n-"]),
    Case(part("name=\"a\"", "") + part("name=\"b\"", "\r\n") + "--X--", ["a", "", "b", "\r\n"]),
    Case(part("name=\"f\"; filename=\"m.onnx\"", "\u{0}\u{1}") + "--X--", ["f file m.onnx", "\u{0}\u{1}"]),
    // As browsers write a quote in a name; folders are dropped.
    Case(part("name=\"a%22b\"; filename=\"C:\\x\\%22.txt\"", "1") + "--X--", ["a\"b file \".txt", "1"]),
    Case(part("name=\"f\"; filename=\"../../etc/passwd\"", "1") + "--X--", ["f file passwd", "1"]),
    Case(
      "before\r\n" + part("name=\"a\"", "1") + "--X  \r\n" + part("name=\"b\"", "2").dropFirst(4) + "--X--after",
      ["a", "1", "b", "2"]),
    Case(
      "--X\r\nX-More: yes\r\ncontent-disposition:form-data;name=\"a\"\r\nContent-Type: text/plain\r\n\r\n1\r\n--X--",
      ["a", "1"]),
    Case("--X--", []),
  ]

  @Test(arguments: [1, 2, 3, 7, 64, 4096])
  func aBodyIsTheSameInWhateverPiecesItComes(step: Int) throws {
    for row in Self.good {
      let said = try Self.read(Array(row.body.utf8), step: step)
      #expect(said == row.said, "\(row.body)")
    }
  }

  private static let bad: [(String, MultipartProblem)] = [
    ("", .brokenOff), ("--X", .brokenOff), (part("name=\"a\"", "1"), .brokenOff), ("no boundary at all", .brokenOff),
    ("--X\r\n\r\n1\r\n--X--", .malformedHeader), ("--Xyz\r\n", .malformedDelimiter),
    (part("filename=\"a\"", "1") + "--X--", .malformedHeader), (part("name=a", "1") + "--X--", .malformedHeader),
    (part("name=\"a\"; name=\"b\"", "1") + "--X--", .malformedHeader),
    (part("name=\"a\"; filename=\"b", "1") + "--X--", .malformedHeader),
    ("--X\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\n1\r\n--X--", .malformedHeader),
    ("--X\r\n" + String(repeating: "a", count: 20_000), .headerTooLong),
    (String(repeating: "a", count: 70_000), .noDelimiter),
    (String(repeating: part("name=\"a\"", ""), count: 2_001) + "--X--", .tooManyParts),
  ]

  @Test(arguments: [1, 5, 8192])
  func whatIsNoFormIsRefused(step: Int) {
    for (body, problem) in Self.bad {
      #expect(throws: problem, "\(body.prefix(80))") { try Self.read(Array(body.utf8), step: step) }
    }
  }

  @Test(
    arguments: [
      ("multipart/form-data; boundary=X", "X"), ("Multipart/Form-Data; charset=utf-8; Boundary=\"a b\"", "a b"),
      ("multipart/form-data", nil), ("multipart/form-data; boundary=", nil), ("text/plain; boundary=X", nil),
      ("multipart/form-data; boundary=\"\u{1}\"", nil),
      ("multipart/form-data; boundary=\(String(repeating: "x", count: 71))", nil),
    ] as [(String, String?)])
  func theHeaderNamesTheBoundary(header: String, boundary: String?) {
    #expect(UploadedForm.boundary(header) == boundary)
  }

  /// Bytes of any kind end, in an event or in a problem, and say the same in pieces of any size.
  @Test func anyBytesEnd() {
    var random = SystemRandomNumberGenerator()
    let seeds = Self.good.map { Array($0.body.utf8) } + Self.bad.prefix(11).map { Array($0.0.utf8) }
    for round in 0..<20_000 {
      var body = seeds[round % seeds.count]
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let place = Int.random(in: 0...body.count, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: body.insert(UInt8.random(in: 0...255, using: &random), at: place)
        case 1: body.insert(contentsOf: "\r\n--X".utf8, at: place)
        case 2: if place < body.count { body.remove(at: place) }
        default: if place < body.count { body[place] = [13, 10, 45, 88, 34, 59].randomElement(using: &random) ?? 0 }
        }
      }
      let whole = Self.outcome(body, step: 10_000)
      let pieces = Self.outcome(body, step: Int.random(in: 1...9, using: &random))
      #expect(whole == pieces, "\(body)")
    }
  }
}
