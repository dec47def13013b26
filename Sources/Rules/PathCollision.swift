import Diagnostics
import Git
import ManifestCoding
import Manifests

extension Rule {
  static let pathCollision = Rule(
    "path-collision", .snapshot,
    summary: "two names in one folder that differ only in case or Unicode form",
    explanation: """
      On systems that fold case the two would be one file. This holds for every kind of thing, versions included: 1.0.0-RC and
      1.0.0-rc are one name.
      """,
    example: """
      members/ada.yaml and members/Ada.yaml
      """
  ) { change, facts, findings throws(GitError) in
    for entry in change.added {
      var folder: RepositoryPath?
      for component in entry.path.components {
        if let folder, let twin = try change.after.twin(of: component, in: folder) {
          let both = "'\(EscapedText.printable(component))' and '\(EscapedText.printable(twin))'"
          findings.add(
            "\(both) in \(folder)/ are one name where case is folded", at: entry.location, help: "choose another name")
          break
        }
        folder = folder?.appending(component) ?? RepositoryPath(bytes: component)
      }
    }
  }
}

extension Snapshot {
  /// Another entry of the folder whose name, without `.yaml` or `.json`, differs only in case or Unicode form.
  fileprivate func twin(of name: ArraySlice<UInt8>, in folder: RepositoryPath) throws(GitError) -> ArraySlice<UInt8>? {
    let stem = Self.stem(name)
    let isASCII = stem.allSatisfy { $0 < 0x80 }
    var folded: String?
    for entry in try entries(in: folder) where entry.name != name {
      let other = Self.stem(entry.name)
      if other.elementsEqual(stem) { continue }
      if isASCII, other.allSatisfy({ $0 < 0x80 }) {
        if other.count == stem.count, zip(other, stem).allSatisfy({ Self.lower($0) == Self.lower($1) }) {
          return entry.name
        }
      } else {
        let wanted = folded ?? String(decoding: stem, as: UTF8.self).lowercased()
        folded = wanted
        // Swift compares strings by canonical equivalence: NFC and NFD are equal here.
        if String(decoding: other, as: UTF8.self).lowercased() == wanted { return entry.name }
      }
    }
    return nil
  }

  private static func stem(_ name: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let isManifest = name.suffix(5).elementsEqual(".yaml".utf8) || name.suffix(5).elementsEqual(".json".utf8)
    return isManifest ? name.dropLast(5) : name
  }

  private static func lower(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte + 32 : byte
  }
}
