import Git
import RegistryStore

extension KnownFolders {
  /// As a column has them: the trees of the model and of the members, before and after, zeros for none, and a sum over them and the commit
  /// by which damage is noticed.
  func bytes(of commit: ObjectID) -> [UInt8] {
    let ids = [model.before, model.after, members.before, members.after].flatMap { ($0 ?? .zero).bytes }
    return ids + Self.sum(of: ids, commit)
  }

  /// - Returns: nil for bytes that are not of this commit.
  init?(_ bytes: [UInt8], of commit: ObjectID) {
    let length = ObjectID.byteCount
    guard bytes.count == 4 * length + 8, Self.sum(of: Array(bytes.dropLast(8)), commit) == Array(bytes.suffix(8)) else {
      return nil
    }
    func id(_ place: Int) -> ObjectID? {
      let id = ObjectID(bytes: bytes[place * length..<(place + 1) * length])
      return id == .zero ? nil : id
    }
    self.init(model: Step(before: id(0), after: id(1)), members: Step(before: id(2), after: id(3)))
  }

  private static func sum(of ids: [UInt8], _ commit: ObjectID) -> [UInt8] {
    var sum = Checksum()
    for byte in ids + commit.bytes { sum.add(UInt64(byte)) }
    return withUnsafeBytes(of: sum.value.littleEndian) { Array($0) }
  }
}
