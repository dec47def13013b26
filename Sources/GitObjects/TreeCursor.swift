private import Glibc

/// A place in a tree's bytes. An entry is four numbers here, and becomes a ``TreeEntry`` where somebody wants it.
///
/// Making an entry of each of 100 neighbours, to find the one that differs, was most of the time of comparing two folders.
package struct TreeCursor {
  private let bytes: UnsafeBufferPointer<UInt8>
  /// Where the entry starts; where the entries end, once there is none: at the end, or at the first malformed byte (git's
  /// fsck tells of that).
  package private(set) var start = 0
  package private(set) var isAtEnd = false
  package private(set) var mode: UInt32 = 0
  private var nameStart = 0
  private var nameEnd = 0

  /// Stands on the first entry, or on the one that starts at an offset.
  package init(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int = 0) {
    self.bytes = bytes
    self.start = start
    read()
  }

  /// Where the entry of a name starts; nil if there is none before the end or the first malformed byte.
  ///
  /// Reads no more of the other entries than where they end, which is a third of what going from one to the next costs.
  package static func start(of name: UnsafeBufferPointer<UInt8>, in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    guard let base = bytes.baseAddress, let wanted = name.baseAddress else { return nil }
    var start = 0
    while start < bytes.count, let space = memchr(base + start, Int32(UInt8(ascii: " ")), bytes.count - start) {
      let nameStart = UnsafeRawPointer(base).distance(to: space) + 1
      guard let nul = memchr(base + nameStart, 0, bytes.count - nameStart) else { return nil }
      let nameEnd = UnsafeRawPointer(base).distance(to: nul)
      let end = nameEnd + 1 + ObjectID.byteCount
      guard end <= bytes.count else { return nil }
      if nameEnd - nameStart == name.count, memcmp(base + nameStart, wanted, name.count) == 0 { return start }
      start = end
    }
    return nil
  }

  /// Where the entry ends.
  package private(set) var end = 0

  /// Goes on to the next entry.
  package mutating func advance() {
    start = end
    read()
  }

  private mutating func read() {
    mode = 0
    var index = start
    while index < bytes.count, bytes[index] != UInt8(ascii: " ") {
      mode = mode &* 8 &+ UInt32(bytes[index] &- UInt8(ascii: "0"))
      index += 1
    }
    nameStart = index + 1
    guard nameStart < bytes.count, let base = bytes.baseAddress,
      let nul = memchr(base + nameStart, 0, bytes.count - nameStart)
    else {
      isAtEnd = true
      return
    }
    nameEnd = UnsafeRawPointer(base).distance(to: nul)
    end = nameEnd + 1 + ObjectID.byteCount
    isAtEnd = end > bytes.count
  }

  package var name: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(rebasing: bytes[nameStart..<nameEnd]) }

  package func hasName(_ other: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let base = bytes.baseAddress, let start = other.baseAddress, nameEnd - nameStart == other.count else {
      return false
    }
    return memcmp(base + nameStart, start, other.count) == 0
  }

  /// True where mode, name and id are the same.
  package func isSame(as other: TreeCursor) -> Bool {
    guard let one = bytes.baseAddress, let two = other.bytes.baseAddress, mode == other.mode,
      end - nameStart == other.end - other.nameStart
    else { return false }
    return memcmp(one + nameStart, two + other.nameStart, end - nameStart) == 0
  }

  /// git's order of entries: by bytes, a folder's name as if it ended in `/`. Negative where `self` comes first.
  package func order(against other: TreeCursor) -> Int {
    let common = min(nameEnd - nameStart, other.nameEnd - other.nameStart)
    guard let one = bytes.baseAddress, let two = other.bytes.baseAddress else { return 0 }
    let order = memcmp(one + nameStart, two + other.nameStart, common)
    guard order == 0 else { return Int(order) }
    return Int(byteOrEnd(at: common)) - Int(other.byteOrEnd(at: common))
  }

  private func byteOrEnd(at index: Int) -> UInt8 {
    if nameStart + index < nameEnd { return bytes[nameStart + index] }
    return FileMode(mode).isFolder ? UInt8(ascii: "/") : 0
  }

  /// True for a name that is one component of a path.
  package var isComponent: Bool {
    let name = name
    switch name.count {
    case 0: return false
    case 1 where name[0] == UInt8(ascii: "."): return false
    case 2 where name[0] == UInt8(ascii: ".") && name[1] == UInt8(ascii: "."): return false
    default: return !name.contains(UInt8(ascii: "/"))
    }
  }

  /// Writes the entry as git writes it, whose modes have no zero in front.
  package func write(to tree: inout [UInt8]) {
    let text = bytes[start..<end]
    tree += text[(text.firstIndex { $0 != UInt8(ascii: "0") } ?? start)...]
  }

  /// - Parameter tree: whose bytes these are.
  package func entry(of tree: Tree) -> TreeEntry {
    TreeEntry(
      mode: FileMode(mode), name: tree.bytes[nameStart..<nameEnd], id: ObjectID(bytes: tree.bytes[(nameEnd + 1)..<end]))
  }
}

extension Tree {
  /// The entries that are not the same in both trees, side by side where they have one name, in git's order.
  package static func differences(_ before: Tree, _ after: Tree) -> [(before: TreeEntry?, after: TreeEntry?)] {
    before.bytes.withUnsafeBufferPointer { oldBytes in
      after.bytes.withUnsafeBufferPointer { newBytes in
        var differences: [(before: TreeEntry?, after: TreeEntry?)] = []
        var (old, new) = (TreeCursor(oldBytes), TreeCursor(newBytes))
        while !old.isAtEnd || !new.isAtEnd {
          let order = new.isAtEnd ? -1 : old.isAtEnd ? 1 : old.order(against: new)
          if order != 0 || !old.isSame(as: new) {
            differences.append((order > 0 ? nil : old.entry(of: before), order < 0 ? nil : new.entry(of: after)))
          }
          if order <= 0 { old.advance() }
          if order >= 0 { new.advance() }
        }
        return differences
      }
    }
  }
}
