package import GitObjects

/// Finds among many references those whose names could be taken for one of a few new ones.
///
///     refs/heads/Main       for refs/heads/main: one file if case is folded, one word to people
///     refs/heads/Topic/x    for refs/heads/topic/y: one folder there
///     refs/tags/main        for refs/heads/main: `main` means either
///     refs/notes/commits    for refs/heads/notes/commits: `notes/commits` means either
///
/// Source: gitrevisions(7), "<refname>".
package struct RefTwins {
  /// The ways in which folders above the new names, and these themselves, are spelled; by their folded form.
  private var spellings: [ArraySlice<UInt8>: [(spelling: ArraySlice<UInt8>, name: RefName)]] = [:]
  /// The names of one short form, by its folded form.
  private var namesakes: [ArraySlice<UInt8>: [RefName]] = [:]
  /// Of any number of them, for each name some of these are others.
  private static let spellingsKept = 2
  private static let namesakesKept = 4

  /// - Parameter others: all names that may not have twins; the new ones may be among them.
  package init(of names: some Sequence<RefName>, among others: some Sequence<RefName>) {
    for name in names where name.isBranchOrTag {
      let folded = Self.fold(name.bytes)
      Self.forEachEnd(of: folded) { end in
        spellings[folded[..<end]] = []
        return true
      }
      namesakes[folded[Self.shortStart(name)...]] = []
    }
    guard !spellings.isEmpty else { return }
    // What exists already is reported before other new things.
    for other in others { add(other) }
    for name in names { add(name) }
  }

  private mutating func add(_ name: RefName) {
    let folded = Self.fold(name.bytes)
    let short = folded[Self.shortStart(name)...]
    if let known = namesakes[short], known.count < Self.namesakesKept, !known.contains(name) {
      namesakes[short] = known + [name]
    }
    // A full-width letter is longer than what it is taken for.
    guard name.isBranchOrTag, folded.count == name.bytes.count else { return }
    Self.forEachEnd(of: folded) { end in
      let spelling = name.bytes[..<end]
      // What is not in a folder of a new name does not concern it.
      guard let known = spellings[folded[..<end]] else { return false }
      if known.count < Self.spellingsKept, !known.contains(where: { $0.spelling == spelling }) {
        spellings[folded[..<end]] = known + [(spelling, name)]
      }
      return true
    }
  }

  /// What a new name could be taken for, in a phrase that follows it; nil if there is nothing.
  package func problem(of name: RefName) -> String? {
    guard name.isBranchOrTag else { return nil }
    let folded = Self.fold(name.bytes)
    let start = Self.shortStart(name)
    let others = (namesakes[folded[start...]] ?? []).filter { $0 != name }
    if let other = others.first(where: { Self.shortStart($0) == start }) {
      return "differs from \(other) only in case or width"
    }
    if let other = others.first {
      return name.twin == other ? "is the name of a branch and of a tag" : "could be taken for \(other)"
    }
    var twin: RefName?
    guard folded.count == name.bytes.count else { return nil }
    Self.forEachEnd(of: folded) { end in
      twin = spellings[folded[..<end]]?.first { $0.spelling != name.bytes[..<end] }?.name
      return twin == nil
    }
    return twin.map { "differs from \($0) only in case" }
  }

  /// Where the part that people write begins: behind `refs/heads/`, `refs/tags/`, `refs/remotes/`, or else `refs/`.
  private static func shortStart(_ name: RefName) -> Int {
    let namespace = [RefName.branches, RefName.tags, "refs/remotes/"].first(where: name.lies) ?? "refs/"
    return min(namespace.utf8.count, name.bytes.count)
  }

  /// The ends of the folders below `refs/heads/` or `refs/tags/`, the upper ones first, and of the whole name, while `body` wants
  /// more.
  private static func forEachEnd(of folded: [UInt8], _ body: (Int) -> Bool) {
    var slashes = 0
    for (index, byte) in folded.enumerated() where byte == UInt8(ascii: "/") {
      slashes += 1
      if slashes > 2, !body(index) { return }
    }
    _ = body(folded.count)
  }

  /// One spelling of what reads alike: small letters for capitals, and ASCII for full-width forms. New names are ASCII, so how
  /// others are composed does not matter.
  static func fold(_ bytes: [UInt8]) -> [UInt8] {
    if bytes.allSatisfy({ $0 < 0x80 }) {
      return bytes.map { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) ? $0 + 32 : $0 }
    }
    let narrow = String(decoding: bytes, as: UTF8.self).unicodeScalars.map { scalar -> Character in
      let isWide = (0xff01...0xff5e).contains(scalar.value)
      return Character(isWide ? Unicode.Scalar(UInt8(scalar.value - 0xfee0)) : scalar)
    }
    return Array(String(narrow).lowercased().utf8)
  }
}
