private import CLibyaml

/// Reads YAML text into a ``Node`` from libyaml's events, which show anchors, tags and places that a finished document
/// no longer shows (and take a seventeenth of the time that Yams' Codable takes).
///
/// Refused at the event: anchors, aliases, tags, directives, merge keys, keys that are not scalars, a second document,
/// more than ``depthLimit`` levels, duplicate keys.
struct YAMLReader {
  static let depthLimit = 32

  private var parser: UnsafeMutablePointer<yaml_parser_t>
  private var problems: [ManifestProblem] = []

  /// - Parameter isForeign: true for what other programs write, of which only known fields are read: what is refused in a
  ///   manifest for its readers' sake is passed over. Aliases stay unread there too; syntax, depth and equal keys do not.
  /// - Returns: nil, with at least one problem, if the text is not YAML of the accepted subset.
  static func read(_ text: String, isForeign: Bool = false) -> (node: Node?, problems: [ManifestProblem]) {
    let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
    defer { parser.deallocate() }
    guard yaml_parser_initialize(parser) == 1 else {
      return (nil, [.init(.syntax, "libyaml has no memory left", at: .start)])
    }
    defer { yaml_parser_delete(parser) }
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    var text = text
    return text.withUTF8 { bytes in
      yaml_parser_set_input_string(parser, bytes.baseAddress, bytes.count)
      var reader = YAMLReader(parser: parser)
      do throws(ManifestProblem) {
        let node = try reader.document()
        if isForeign { reader.problems.removeAll { $0.kind != .duplicateKey } }
        return (reader.problems.isEmpty ? node : nil, reader.problems)
      } catch {
        return (nil, reader.problems + [error])
      }
    }
  }

  private init(parser: UnsafeMutablePointer<yaml_parser_t>) { self.parser = parser }

  /// - Returns: nil for a text of comments only.
  private mutating func document() throws(ManifestProblem) -> Node? {
    var root: Node?
    while true {
      let event = try next()
      switch event.kind {
      case .streamStart, .documentEnd: continue
      case .streamEnd: return root
      case .documentStart:
        if root != nil {
          throw .init(.feature, "a second document starts here", at: event.start, help: "write one manifest per file")
        }
        if event.hasDirective { throw .init(.feature, "a YAML directive", at: event.start, help: "remove it") }
      default: root = try node(from: event, depth: 1)
      }
    }
  }

  private mutating func node(from event: Event, depth: Int) throws(ManifestProblem) -> Node {
    if let feature = event.feature {
      problems.append(.init(.feature, feature, at: event.start, help: "write the value out"))
    }
    switch event.kind {
    case .scalar(let scalar):
      checkCharacters(scalar.text, at: event.start)
      return Node(.scalar(scalar), start: event.start, end: event.end)
    case .alias: return Node(.scalar(.init(text: "", isPlain: false)), start: event.start, end: event.end)
    case .sequenceStart:
      try requireDepth(depth, at: event.start)
      var elements: [Node] = []
      while true {
        let next = try next()
        if case .sequenceEnd = next.kind { return Node(.sequence(elements), start: event.start, end: next.end) }
        elements.append(try node(from: next, depth: depth + 1))
      }
    case .mappingStart:
      try requireDepth(depth, at: event.start)
      return try mapping(from: event, depth: depth)
    default: throw .init(.syntax, "unexpected YAML", at: event.start)
    }
  }

  private mutating func mapping(from event: Event, depth: Int) throws(ManifestProblem) -> Node {
    var pairs: [Node.Pair] = []
    var seen: [String: Mark] = [:]
    while true {
      let keyEvent = try next()
      if case .mappingEnd = keyEvent.kind { return Node(.mapping(pairs), start: event.start, end: keyEvent.end) }
      let keyNode = try node(from: keyEvent, depth: depth + 1)
      let value = try node(from: next(), depth: depth + 1)
      guard case .scalar(let key) = keyNode.content else {
        problems.append(.init(.feature, "a key that is not a scalar", at: keyEvent.start, help: "use a plain key"))
        continue
      }
      checkKey(key, at: keyEvent.start)
      if let first = seen.updateValue(keyEvent.start, forKey: key.text) {
        problems.append(
          .init(
            .duplicateKey, "key '\(key.text)' appears twice", at: keyEvent.start,
            help: "remove one of them; the first is on line \(first.line)"))
      }
      pairs.append(.init(key: key.text, keyMark: keyEvent.start, value: value))
    }
  }

  private mutating func checkKey(_ key: Node.Scalar, at mark: Mark) {
    guard key.isPlain else { return }
    if key.text == "<<" {
      problems.append(.init(.feature, "a merge key", at: mark, help: "write the fields out"))
    } else if PlainScalar.looksLikeSomethingElse(key.text) {
      problems.append(
        .init(
          .ambiguousScalar, "key '\(key.text)' is not a string to every YAML reader", at: mark,
          help: "write \"\(key.text)\"")
      )
    }
  }

  /// Escapes can bring in what the raw text may not hold.
  private mutating func checkCharacters(_ text: String, at mark: Mark) {
    for scalar in text.unicodeScalars where problems.count < DecodingContext.problemLimit {
      if scalar == "\0" {
        problems.append(.init(.encoding, "an escaped NUL", at: mark, help: "remove it"))
      } else if let name = ManifestText.forbiddenName(of: scalar) {
        problems.append(.init(.character, "escaped \(name)", at: mark, help: "remove it"))
      }
    }
  }

  private func requireDepth(_ depth: Int, at mark: Mark) throws(ManifestProblem) {
    guard depth > Self.depthLimit else { return }
    throw .init(.tooDeep, "nested deeper than \(Self.depthLimit) levels", at: mark)
  }

  // MARK: Events

  private struct Event {
    enum Kind {
      case streamStart, streamEnd, documentStart, documentEnd, alias, sequenceStart, sequenceEnd, mappingStart,
        mappingEnd
      case scalar(Node.Scalar)
    }

    let kind: Kind
    let start: Mark
    let end: Mark
    /// An anchor, alias or tag, in words.
    var feature: String?
    var hasDirective = false
  }

  /// The next event, copied out and released.
  private func next() throws(ManifestProblem) -> Event {
    if let last = problems.last, problems.count >= DecodingContext.problemLimit {
      throw .init(
        last.kind, "more than \(DecodingContext.problemLimit) problems; the rest were not read", at: last.mark)
    }
    var raw = yaml_event_t()
    guard yaml_parser_parse(parser, &raw) == 1 else {
      let problem = parser.pointee.problem.map { String(cString: $0) } ?? "not YAML"
      throw .init(.syntax, problem, at: mark(parser.pointee.problem_mark))
    }
    defer { yaml_event_delete(&raw) }
    let (start, end) = (mark(raw.start_mark), mark(raw.end_mark))
    func event(
      _ kind: Event.Kind, anchor: UnsafeMutablePointer<yaml_char_t>? = nil,
      tag: UnsafeMutablePointer<yaml_char_t>? = nil
    ) -> Event {
      let feature = anchor != nil ? "a YAML anchor" : tag != nil ? "a YAML tag" : nil
      return Event(kind: kind, start: start, end: end, feature: feature)
    }
    switch raw.type {
    case YAML_STREAM_START_EVENT: return event(.streamStart)
    case YAML_DOCUMENT_START_EVENT:
      var start = event(.documentStart)
      let document = raw.data.document_start
      start.hasDirective =
        document.version_directive != nil || document.tag_directives.start != document.tag_directives.end
      return start
    case YAML_DOCUMENT_END_EVENT: return event(.documentEnd)
    case YAML_ALIAS_EVENT:
      var alias = event(.alias)
      alias.feature = "a YAML alias"
      return alias
    case YAML_SCALAR_EVENT:
      let scalar = raw.data.scalar
      let text = String(decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
      let isPlain = scalar.style == YAML_PLAIN_SCALAR_STYLE
      return event(.scalar(.init(text: text, isPlain: isPlain)), anchor: scalar.anchor, tag: scalar.tag)
    case YAML_SEQUENCE_START_EVENT:
      return event(.sequenceStart, anchor: raw.data.sequence_start.anchor, tag: raw.data.sequence_start.tag)
    case YAML_SEQUENCE_END_EVENT: return event(.sequenceEnd)
    case YAML_MAPPING_START_EVENT:
      return event(.mappingStart, anchor: raw.data.mapping_start.anchor, tag: raw.data.mapping_start.tag)
    case YAML_MAPPING_END_EVENT: return event(.mappingEnd)
    default: return event(.streamEnd)
    }
  }

  private func mark(_ mark: yaml_mark_t) -> Mark { Mark(line: Int(mark.line) + 1, column: Int(mark.column) + 1) }
}

extension ManifestProblem: Error {}
