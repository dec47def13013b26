import Diagnostics

/// What differs between two texts, line by line, with a few lines around it.
///
/// Source: Myers, "An O(ND) Difference Algorithm and Its Variations", which `CollectionDifference` implements.
struct LineDiff {
  enum Line: Hashable {
    case same(String)
    case removed(String)
    case added(String)
    /// Lines that are left out.
    case gap
  }

  let lines: [Line]

  private static let around = 3
  /// More lines take too long to compare.
  static let linesAtMost = 3_000

  /// - Returns: nil for texts that are too long, or bytes that are no text.
  init?(from old: [UInt8], to new: [UInt8]) {
    guard let before = Self.lines(of: old), let after = Self.lines(of: new) else { return nil }
    let difference = after.difference(from: before)
    let removed = Set(difference.removals.compactMap { if case .remove(let place, _, _) = $0 { place } else { nil } })
    let added = Set(difference.insertions.compactMap { if case .insert(let place, _, _) = $0 { place } else { nil } })
    var all: [Line] = []
    var (left, right) = (0, 0)
    while left < before.count || right < after.count {
      if left < before.count, removed.contains(left) {
        all.append(.removed(before[left]))
        left += 1
      } else if right < after.count, added.contains(right) {
        all.append(.added(after[right]))
        right += 1
      } else {
        all.append(.same(after[right]))
        (left, right) = (left + 1, right + 1)
      }
    }
    lines = Self.shortened(all)
  }

  private static func lines(of bytes: [UInt8]) -> [String]? {
    guard !bytes.contains(0), let text = String(validating: bytes, as: UTF8.self) else { return nil }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard lines.count <= linesAtMost else { return nil }
    return lines.last == "" ? lines.dropLast() : lines
  }

  /// Without what is far from any difference.
  private static func shortened(_ all: [Line]) -> [Line] {
    var isNear = [Bool](repeating: false, count: all.count)
    for (index, line) in all.enumerated() {
      if case .same = line { continue }
      for near in max(0, index - around)...min(all.count - 1, index + around) { isNear[near] = true }
    }
    var lines: [Line] = []
    for (index, line) in all.enumerated() {
      if isNear[index] { lines.append(line) } else if lines.last != .gap { lines.append(.gap) }
    }
    return lines
  }
}
