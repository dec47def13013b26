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
        if let twin = try change.after.twin(of: component, in: folder) {
          let both = "'\(EscapedText.printable(component))' and '\(EscapedText.printable(twin))'"
          let place = folder.map { " in \($0)/" } ?? ""
          findings.add(
            "\(both)\(place) are one name where case is folded", at: entry.location, help: "choose another name")
          break
        }
        folder = folder?.appending(component) ?? RepositoryPath(bytes: component)
      }
    }
  }
}

extension Snapshot {
  /// Another entry of the folder whose name differs only in case or Unicode form, with or without `.yaml` or `.json`.
  ///
  /// - Parameter folder: nil for the top.
  fileprivate func twin(of name: ArraySlice<UInt8>, in folder: RepositoryPath?) throws(GitError) -> ArraySlice<UInt8>? {
    let stem = Self.stem(name)
    return try entries(in: folder).first { entry in
      guard entry.name != name else { return false }
      let other = Self.stem(entry.name)
      return Self.isSame(entry.name, name) || (Self.isSame(other, stem) && !other.elementsEqual(stem))
    }?.name
  }

  private static func isSame(_ one: ArraySlice<UInt8>, _ two: ArraySlice<UInt8>) -> Bool {
    if one.count == two.count, zip(one, two).allSatisfy({ lower($0) == lower($1) }) { return true }
    guard one.contains(where: { $0 >= 0x80 }) || two.contains(where: { $0 >= 0x80 }) else { return false }
    // Swift compares strings by canonical equivalence: NFC and NFD are equal here.
    return String(decoding: one, as: UTF8.self).lowercased() == String(decoding: two, as: UTF8.self).lowercased()
  }

  private static func stem(_ name: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let isManifest = name.suffix(5).elementsEqual(".yaml".utf8) || name.suffix(5).elementsEqual(".json".utf8)
    return isManifest ? name.dropLast(5) : name
  }

  private static func lower(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte + 32 : byte
  }
}
