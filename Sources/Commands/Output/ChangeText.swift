import Diagnostics
import Git
import Rules

/// What a dry run prints: the changed paths, and the lines that differ in small text files.
///
///     A registries/Models/fraud/model.yaml
///       +apiVersion: git-registry/v1
enum ChangeText {
  private static let shownSizeInBytes = 64 * 1024

  static func render(_ change: Change) throws -> String {
    var text = ""
    for entry in change.entries {
      let letter = entry.before == nil ? "A" : entry.after == nil ? "D" : "M"
      text += "\(letter) \(entry.path)\n"
      guard entry.after != nil, !entry.path.hasPrefix("blobs/") else { continue }
      let old = try lines(of: entry.before, in: change.before)
      let new = try lines(of: entry.after, in: change.after)
      for line in differences(from: old, to: new) {
        let colour: Colour = line.hasPrefix("-") ? .removed : .added
        text += "  \(colour.paint(EscapedText.line(line)))\n"
      }
    }
    return text
  }

  private static func lines(of entry: TreeEntry?, in snapshot: (any Snapshot)?) throws -> [String] {
    guard let entry, let snapshot, try snapshot.sizeInBytes(of: entry.id) <= shownSizeInBytes else { return [] }
    let text = String(decoding: try snapshot.content(of: entry.id), as: UTF8.self)
    return text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
  }

  private static func differences(from old: [String], to new: [String]) -> [String] {
    var rows: [(position: Int, isInsertion: Bool, text: String)] = []
    let difference = new.difference(from: old)
    let removed = difference.removals.compactMap { change -> Int? in
      if case .remove(let offset, _, _) = change { offset } else { nil }
    }
    for change in difference {
      switch change {
      case .remove(let offset, let line, _): rows.append((offset, false, "-" + line))
      case .insert(let offset, let line, _):
        // The same place in the old text: what was inserted before does not count, what was removed does.
        let inserted = difference.insertions.count {
          if case .insert(let other, _, _) = $0 { other < offset } else { false }
        }
        var position = offset - inserted
        for index in removed where index <= position { position += 1 }
        rows.append((position, true, "+" + line))
      }
    }
    return rows.enumerated().sorted { left, right in
      (left.element.position, left.element.isInsertion ? 1 : 0, left.offset)
        < (right.element.position, right.element.isInsertion ? 1 : 0, right.offset)
    }.map(\.element.text)
  }
}
