package import GitObjects
import Manifests

/// Whether the name of a new branch or tag could be taken for something else: by git, by a file system that folds case, or by people.
package enum RefNaming {
  /// What a name could be taken for whatever else there is, in a phrase that follows it; nil for a clear one.
  package static func ambiguity(of name: RefName) -> String? {
    guard name.bytes.allSatisfy({ (0x21...0x7e).contains($0) }) else {
      return "has characters other than printable ASCII"
    }
    let parts = name.text.split(separator: "/").dropFirst(2).map(String.init)
    if parts.contains(where: { $0.hasPrefix("-") }) { return "starts with a hyphen, as options do" }
    let short = parts.joined(separator: "/")
    if isPseudoReference(short) { return "is a name that git itself uses" }
    // git takes four digits for an abbreviated id, and a whole one before any reference of that name.
    let lengths = name.isBranchOrTag ? 4...64 : 40...64
    if lengths.contains(short.utf8.count), short.allSatisfy(\.isHexDigit) { return "looks like an object's id" }
    guard name.isBranchOrTag else { return nil }
    if isDescription(short) { return "looks like the output of git describe, which is read as a commit" }
    if let first = parts.first?.lowercased(), parts.count > 1, ["refs", "heads", "tags", "remotes"].contains(first) {
      return "starts like the name of another reference"
    }
    // What clones call the branches of where they came from.
    if parts.first?.lowercased() == "origin" { return "looks like a remote's branch" }
    // A tag may be one, as 2026.11.22 is.
    if parts.count == 1, looksLikeVersion(short) {
      return name.branch == nil ? nil : "looks like a version, as tags do"
    }
    return RefDate.isDate(short) ? "looks like a date" : nil
  }

  private static let pseudoReferences: Set<String> = [
    "head", "@", "fetch_head", "orig_head", "merge_head", "cherry_pick_head", "revert_head", "rebase_head",
    "bisect_head",
    "bisect_expected_rev", "auto_merge", "notes_merge_partial", "notes_merge_ref", "merge_autostash", "stash",
  ]

  /// git finds these before a branch, in any case if case is folded; new ones end in `_HEAD`.
  ///
  /// Source: gitglossary(7), "pseudoref"; `is_root_ref` in git's refs.c.
  private static func isPseudoReference(_ short: String) -> Bool {
    if pseudoReferences.contains(short.lowercased()) { return true }
    return short.hasSuffix("_HEAD") && short.utf8.allSatisfy { (65...90).contains($0) || $0 == UInt8(ascii: "_") }
  }

  /// `v1.2-5-gdeadbeef`: any name, `-g` and the digits of an id.
  ///
  /// Source: `get_describe_name` in git's object-name.c.
  private static func isDescription(_ short: String) -> Bool {
    let digits = Array(short.utf8.reversed().prefix { Unicode.Scalar($0).properties.isASCIIHexDigit })
    return digits.count >= 4 && short.utf8.dropLast(digits.count).suffix(2).elementsEqual("-g".utf8)
      && short.utf8.count > digits.count + 2
  }

  private static func looksLikeVersion(_ name: String) -> Bool {
    let number = name.hasPrefix("v") || name.hasPrefix("V") ? String(name.dropFirst()) : name
    return SemanticVersion(number) != nil
  }
}
