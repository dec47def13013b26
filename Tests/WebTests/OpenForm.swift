import BlobStore
import Endpoints
import Foundation
import Testing

/// A form as a browser has it open: what its inputs have, to be changed and sent.
struct OpenForm {
  let web: WebSandbox
  let address: String
  let member: String
  let page: WebSandbox.Answer
  /// In the order of the page.
  private(set) var fields: [(String, String)]

  init(_ address: String, as member: String = "ada", in web: WebSandbox) async throws {
    try self.init(address, as: member, try await web.get(address, as: member), in: web)
  }

  /// The form that an answer shows.
  init(_ address: String, as member: String, _ page: WebSandbox.Answer, in web: WebSandbox) throws {
    (self.web, self.address, self.member, self.page) = (web, address, member, page)
    fields = Self.fields(try #require(page.body.firstMatch(of: /(?s)<form class="form".*?<\/form>/), "\(page)").output)
  }

  /// What a browser would send: the form has no other ways of writing than these.
  private static func fields(_ form: Substring) -> [(String, String)] {
    var fields: [(String, String)] = []
    let inputs =
      /(?s)<input ([^>]*)>|<textarea name="([^"]*)"[^>]*>(.*?)<\/textarea>|<select name="([^"]*)".*?<\/select>/
    for match in form.matches(of: inputs) {
      if let attributes = match.output.1 {
        let type = attributes.firstMatch(of: /type="([a-z]*)"/)?.output.1 ?? ""
        guard let name = attributes.firstMatch(of: /name="([^"]*)"/)?.output.1, type != "file" else { continue }
        if type == "radio" || type == "checkbox", !attributes.contains("checked") { continue }
        fields.append((String(name), text(attributes.firstMatch(of: /value="([^"]*)"/)?.output.1 ?? "")))
      } else if let name = match.output.2 {
        fields.append((String(name), text(match.output.3 ?? "")))
      } else if let name = match.output.4 {
        let options = match.output.0.matches(of: /<option value="([^"]*)"( selected)?>/)
        let chosen = options.first { $0.output.2 != nil } ?? options.first
        fields.append((String(name), text(chosen?.output.1 ?? "")))
      }
    }
    return fields
  }

  static func text(_ escaped: Substring) -> String {
    [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")].reduce(String(escaped)) {
      $0.replacingOccurrences(of: $1.0, with: $1.1)
    }
  }

  /// The first value of a field; nil if the form has no such field.
  subscript(_ name: String) -> String? { fields.first { $0.0 == name }?.1 }

  /// The same with other values.
  func with(_ values: KeyValuePairs<String, String>) -> OpenForm {
    var form = self
    let names = Set(values.map(\.key))
    form.fields.removeAll { names.contains($0.0) }
    form.fields += values.map { ($0.key, $0.value) }
    return form
  }

  func send(_ values: KeyValuePairs<String, String> = [:], headers: [String: String] = [:]) async throws
    -> WebSandbox.Answer
  { try await web.post(address, with(values).fields, as: member, headers: headers) }

  /// With files, as a browser sends them; without any, as ``send(_:headers:)`` does.
  func send(files: [(path: String, content: [UInt8])]) async throws -> WebSandbox.Answer {
    guard !files.isEmpty else { return try await send() }
    var bytes: [UInt8] = []
    for (name, value) in fields {
      bytes += "--XYZ\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n".utf8
    }
    for (path, content) in files {
      bytes += "--XYZ\r\nContent-Disposition: form-data; name=\"files\"; filename=\"\(path)\"\r\n\r\n".utf8
      bytes += content + Array("\r\n".utf8)
    }
    return try await web.ask(
      .post, address, as: member,
      headers: ["content-type": "multipart/form-data; boundary=XYZ", "origin": "http://localhost:5000"],
      body: ByteStream(bytes + Array("--XYZ--\r\n".utf8)))
  }

  /// The form again, as its answer shows it.
  func again(_ answer: WebSandbox.Answer) throws -> OpenForm { try OpenForm(address, as: member, answer, in: web) }
}

extension WebSandbox.Answer {
  /// The line that says what came of a form, taken out of its cookie as only the server can.
  var isDone: Bool { status == 303 && cookie != nil }

  /// The cookie that an answer sets, as a browser sends it back.
  var cookie: String? { headers["Set-Cookie"]?.split(separator: ";").first.map(String.init) }

  /// What stands beside a field that was refused; nil for nothing.
  func refusal(of field: String) -> String? {
    let start = body.firstRange(of: "<div class=\"refusal\" id=\"f-\(field)-refusal\">")?.upperBound
    return start.map {
      String(body[$0...].prefix(upTo: body[$0...].firstRange(of: "</div>")?.lowerBound ?? body.endIndex))
    }
  }

  /// What the summary says.
  var summary: String? {
    body.firstMatch(of: /(?s)<div class="errors".*?<\/ul>/).map { String($0.output) }
  }
}
