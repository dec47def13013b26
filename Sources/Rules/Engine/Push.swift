package import GitObjects

/// What a hook knows about a push besides the change that it makes.
package struct Push {
  package var moves: [RefMove]
  /// Namespaces that the server allows besides branches and tags, such as `refs/for/`.
  package var allowedNamespaces: [String]
  /// The references that the repository has, if the push makes new ones; otherwise none are listed.
  package var references: [RefName]
  /// Why the list of references cannot be read, in a phrase; nil if it can.
  package var malformation: String?
  /// What is over the server's limits.
  package var excesses: [Excess]

  package init(
    moves: [RefMove] = [], allowedNamespaces: [String] = [], references: [RefName] = [], malformation: String? = nil,
    excesses: [Excess] = []
  ) {
    self.moves = moves
    self.allowedNamespaces = allowedNamespaces
    self.references = references
    self.malformation = malformation
    self.excesses = excesses
  }

  /// One quantity over its limit.
  package struct Excess: Hashable, Sendable {
    /// "the number of references".
    package let what: String
    package let actual: Int
    package let limit: Int
    /// Where: a path, or `push`.
    package let place: String
    /// The configuration's key of the limit.
    package let key: String

    package init(what: String, actual: Int, limit: Int, place: String = "push", key: String) {
      self.what = what
      self.actual = actual
      self.limit = limit
      self.place = place
      self.key = key
    }
  }
}

/// One reference that a push moves, as the repository has it: not as the client claims.
package struct RefMove: Hashable, Sendable {
  package let name: RefName
  package let old: ObjectID?
  package let new: ObjectID?
  /// What the client says the old value is. git swaps from this one, so it must be the true one.
  package let claimedOld: ObjectID?
  package let isProtected: Bool
  /// True if the new commit comes after the old one, or there was none.
  package let isFastForward: Bool
  /// True if the old commit is on the new one's first parents, or if there was none.
  package let keepsFirstParents: Bool
  /// True if there is a tag of a branch's name, or a branch of a tag's.
  package let hasTwin: Bool
  /// What a new tag leads to; nil for all else.
  package let tagTarget: TagTarget?

  package init(
    name: RefName, old: ObjectID?, new: ObjectID?, claimedOld: ObjectID?, isProtected: Bool, isFastForward: Bool,
    keepsFirstParents: Bool, hasTwin: Bool = false, tagTarget: TagTarget? = nil
  ) {
    self.name = name
    self.old = old
    self.new = new
    self.claimedOld = claimedOld
    self.isProtected = isProtected
    self.isFastForward = isFastForward
    self.keepsFirstParents = keepsFirstParents
    self.hasTwin = hasTwin
    self.tagTarget = tagTarget
  }
}

extension RefName {
  package static let branches = "refs/heads/"
  package static let tags = "refs/tags/"

  package func lies(in namespace: String) -> Bool { bytes.starts(with: namespace.utf8) }

  var isBranchOrTag: Bool { lies(in: Self.branches) || lies(in: Self.tags) }

  /// The tag of a branch's name, and the reverse; nil for other references.
  package var twin: RefName? {
    for (own, other) in [(Self.branches, Self.tags), (Self.tags, Self.branches)] where lies(in: own) {
      return RefName(bytes: Array(other.utf8) + bytes.dropFirst(own.utf8.count))
    }
    return nil
  }
}
