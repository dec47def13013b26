internal import CLibgit2

extension ObjectKind {
  init(_ type: git_object_t) {
    self =
      switch type {
      case GIT_OBJECT_COMMIT: .commit
      case GIT_OBJECT_TREE: .tree
      case GIT_OBJECT_TAG: .tag
      default: .blob
      }
  }

  var type: git_object_t {
    switch self {
    case .commit: GIT_OBJECT_COMMIT
    case .tree: GIT_OBJECT_TREE
    case .blob: GIT_OBJECT_BLOB
    case .tag: GIT_OBJECT_TAG
    }
  }
}
