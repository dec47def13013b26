internal import CLibgit2

extension ObjectID {
  init(_ oid: git_oid) { self = withUnsafeBytes(of: oid.id, Self.init(raw:)) }

  var oid: git_oid {
    var oid = git_oid()
    withUnsafeMutableBytes(of: &oid.id) { write(to: $0) }
    return oid
  }

  func append(to bytes: inout [UInt8]) { bytes += self.bytes }
}
