/// Which lifecycle stages a search sees.
///
/// Source: MLflow's `entities/view_type.py`; the raw values are the names that its REST interface has.
package enum ViewType: String, Sendable, CaseIterable {
  case activeOnly = "ACTIVE_ONLY"
  case deletedOnly = "DELETED_ONLY"
  case all = "ALL"

  package var stages: [LifecycleStage] {
    switch self {
    case .activeOnly: [.active]
    case .deletedOnly: [.deleted]
    case .all: LifecycleStage.allCases
    }
  }
}
