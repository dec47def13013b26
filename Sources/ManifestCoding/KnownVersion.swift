private import Glibc
internal import Manifests

/// A version that was decoded, and where its values stand that may be others in a manifest that is like it.
final class KnownVersion {
  let value: ModelVersion
  private let template: VersionTemplate
  /// In the order of the lines, which they name; and where in the line the value starts.
  private let places: [(line: Int, head: Int, field: Field)]

  /// What ``VersionTemplate`` lets a line say otherwise.
  private enum Field {
    case description, statusReason, createdAt, createdBy, run, ordinal, commit
    case digest(Int), size(Int)
    case metric(String), integer(String), decimal(String)
    case job(JobField)
  }

  /// Nil for a text in which anything is wrong or unusual.
  init?(_ text: [UInt8]) {
    guard let template = VersionTemplate(text) else { return nil }
    let decoded = ManifestDecoder.decode(ModelVersion.self, from: text, as: .yaml)
    guard decoded.problems.isEmpty, let value = decoded.value else { return nil }
    var places: [(line: Int, head: Int, field: Field)] = []
    var path = Path()
    for (index, line) in template.lines.enumerated() {
      path.enter(text[line.range])
      if case .none = line.freedom { continue }
      guard let field = Self.field(at: path, line.freedom) else { return nil }
      // Of an address, only the end may be other.
      let head = if case .address(let prefix) = line.freedom { line.head - prefix } else { line.head }
      places.append((index, head, field))
    }
    self.value = value
    self.template = template
    self.places = places
  }

  /// Where a line is: the keys above it and its own, and which artifact it belongs to.
  private struct Path {
    private(set) var keys: [String] = []
    private(set) var artifact = -1

    mutating func enter(_ line: ArraySlice<UInt8>) {
      let rest = line.drop { $0 == UInt8(ascii: " ") }
      let depth = (line.count - rest.count) / 2
      if keys.count > depth { keys.removeSubrange(depth...) }
      if depth == 0 { artifact = -1 }
      if depth == 1, rest.first == UInt8(ascii: "-") { artifact += 1 }
      keys.append(String(decoding: rest.prefix { $0 != UInt8(ascii: ":") }, as: UTF8.self))
    }
  }

  private static func field(at path: Path, _ freedom: VersionTemplate.Freedom) -> Field? {
    let key = path.keys.last ?? ""
    return switch (path.keys.first ?? "", freedom) {
    case ("description", .text): .description
    case ("statusReason", .text): .statusReason
    case ("createdAt", .time): .createdAt
    case ("createdBy", .member): .createdBy
    case ("run", .run): .run
    case ("ordinal", .ordinal): .ordinal
    case ("source", .commit): .commit
    case ("artifacts", .digest): .digest(path.artifact)
    case ("artifacts", .size): .size(path.artifact)
    case ("metrics", .integer), ("metrics", .decimal): .metric(key)
    case ("parameters", .integer): .integer(key)
    case ("parameters", .decimal): .decimal(key)
    case ("job", _): JobField(rawValue: path.keys.dropFirst().joined(separator: ".")).map { .job($0) }
    default: nil
    }
  }

  private enum JobField: String {
    case id, url, log
    case pipelineID = "pipeline.id"
    case pipelineURL = "pipeline.url"
    case mergeRequestID = "mergeRequest.id"
    case mergeRequestURL = "mergeRequest.url"
  }

  // MARK: Another text

  /// The version that decoding a text would give; nil for a text that is not like this one.
  func version(like other: [UInt8]) -> ModelVersion? {
    other.withUnsafeBytes { other in
      guard template.isLike(other, isStored: { _, _ in true }) else { return nil }
      var version = value
      var rest = places[...]
      var start = 0
      template.text.withUnsafeBytes { text in
        for (index, line) in template.lines.enumerated() {
          guard let place = rest.first else { break }
          let end = Self.end(of: other, from: start, like: line.range.count)
          if place.line == index {
            let found = UnsafeRawBufferPointer(rebasing: other[(start + place.head)..<end])
            let own = text[(line.range.lowerBound + place.head)..<line.range.upperBound]
            if !Self.isEqual(found, UnsafeRawBufferPointer(rebasing: own)) {
              Self.set(place.field, of: &version, to: found)
            }
            rest.removeFirst()
          }
          start = end + 1
        }
      }
      return version
    }
  }

  private static let newline = UInt8(ascii: "\n")

  /// The end of a line; most are as long as the template's.
  private static func end(of text: UnsafeRawBufferPointer, from start: Int, like count: Int) -> Int {
    var end = start + count
    if end < text.count, text[end] == newline { return end }
    end = start
    while text[end] != newline { end += 1 }
    return end
  }

  private static func isEqual(_ one: UnsafeRawBufferPointer, _ two: UnsafeRawBufferPointer) -> Bool {
    guard one.count == two.count, let left = one.baseAddress, let right = two.baseAddress else { return false }
    return memcmp(left, right, one.count) == 0
  }

  /// - Parameter bytes: of the form that the template lets stand there.
  private static func set(_ field: Field, of version: inout ModelVersion, to bytes: UnsafeRawBufferPointer) {
    let text = String(decoding: bytes, as: UTF8.self)
    switch field {
    case .description: version.facts.description = text
    case .statusReason: version.statusReason = text
    case .createdAt: version.facts.createdAt = unquoted(text)
    case .createdBy: version.facts.createdBy = text
    case .run: version.facts.run = text
    case .ordinal: version.ordinal = Int64(text)
    case .commit: version.facts.source?.commit = text
    case .digest(let index): if let digest = Digest(hex: text) { version.facts.artifacts[index].digest = digest }
    case .size(let index): if let size = Int64(text) { version.facts.artifacts[index].sizeInBytes = size }
    case .metric(let key): version.facts.metrics[key] = Double(text)
    case .integer(let key): version.facts.parameters[key] = Int64(text).map { .integer($0) }
    case .decimal(let key): version.facts.parameters[key] = Double(text).map { .number($0) }
    case .job(let field): set(field, of: &version.facts.job, to: text)
    }
  }

  private static func set(_ field: JobField, of job: inout Job?, to text: String) {
    switch field {
    case .id: job?.id = unquoted(text)
    case .url: job?.url = text
    case .log: job?.log = text
    case .pipelineID: job?.pipeline?.id = unquoted(text)
    case .pipelineURL: job?.pipeline?.url = text
    case .mergeRequestID: job?.mergeRequest?.id = unquoted(text)
    case .mergeRequestURL: job?.mergeRequest?.url = text
    }
  }

  private static func unquoted(_ text: String) -> String { String(text.dropFirst().dropLast()) }
}
