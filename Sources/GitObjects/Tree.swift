/// One line of a tree object.
package struct TreeEntry: Hashable, Sendable {
  package let mode: FileMode
  package let name: ArraySlice<UInt8>
  package let id: ObjectID

  package init(mode: FileMode, name: ArraySlice<UInt8>, id: ObjectID) {
    self.mode = mode
    self.name = name
    self.id = id
  }
}

/// A tree object's bytes, read where they lie: entries are decoded one at a time, so looking a name up costs no allocation
/// for its neighbours.
///
///     <octal mode> SP <name> NUL <20-byte object id>      repeated, sorted as if folder names ended in '/'
///
/// Source: gitformat-pack(5) and git's `tree-walk.c`.
package struct Tree: Sequence, Sendable {
  package static let empty = Tree(bytes: [])
  /// The id of the empty tree, which every repository has without storing it.
  package static let emptyID = ObjectID(hex: "4b825dc642cb6eb9a060e54bf8d69288fbee4904") ?? .zero

  package let bytes: [UInt8]

  package init(bytes: [UInt8]) { self.bytes = bytes }

  package struct Iterator: IteratorProtocol {
    let bytes: [UInt8]
    var offset = 0

    /// The next entry; nil at the end and at the first malformed byte (git's fsck tells of that).
    package mutating func next() -> TreeEntry? {
      var mode: UInt32 = 0
      var index = offset
      while index < bytes.count, bytes[index] != UInt8(ascii: " ") {
        mode = mode &* 8 &+ UInt32(bytes[index] &- UInt8(ascii: "0"))
        index += 1
      }
      let nameStart = index + 1
      guard nameStart < bytes.count, let nul = bytes[nameStart...].firstIndex(of: 0),
        nul + 1 + ObjectID.byteCount <= bytes.count
      else { return nil }
      let end = nul + 1 + ObjectID.byteCount
      offset = end
      return TreeEntry(
        mode: FileMode(mode), name: bytes[nameStart..<nul], id: ObjectID(bytes: bytes[(nul + 1)..<end]))
    }
  }

  /// True where the entries fill the object, each has a name that is one component, and they ascend: as git writes trees.
  package var isWellFormed: Bool {
    bytes.withUnsafeBufferPointer { bytes in
      var cursor = TreeCursor(bytes)
      var last: TreeCursor?
      while !cursor.isAtEnd {
        guard cursor.isComponent, last.map({ $0.order(against: cursor) < 0 && !$0.hasName(cursor.name) }) ?? true else {
          return false
        }
        last = cursor
        cursor.advance()
      }
      return cursor.start == bytes.count
    }
  }

  package func makeIterator() -> Iterator { Iterator(bytes: bytes) }

  /// The entry of a name; nil where there is none.
  package func entry(named name: ArraySlice<UInt8>) -> TreeEntry? {
    bytes.withUnsafeBufferPointer { bytes in
      name.withUnsafeBufferPointer { name in
        guard let start = TreeCursor.start(of: name, in: bytes) else { return nil }
        return TreeCursor(bytes, at: start).entry(of: self)
      }
    }
  }
}

extension TreeEntry {
  /// git's order of entries: by bytes, a folder's name as if it ended in `/`. Negative where `self` comes first.
  package func order(against other: TreeEntry) -> Int {
    var left = name.startIndex
    var right = other.name.startIndex
    while left < name.endIndex, right < other.name.endIndex {
      if name[left] != other.name[right] { return Int(name[left]) - Int(other.name[right]) }
      left += 1
      right += 1
    }
    return Int(byteOrEnd(at: left)) - Int(other.byteOrEnd(at: right))
  }

  private func byteOrEnd(at index: Int) -> UInt8 {
    index < name.endIndex ? name[index] : (mode.isFolder ? UInt8(ascii: "/") : 0)
  }
}
