import ArgumentParser

/// A shell's completion script: the parser's own, and what makes it work behind `git registry` too.
enum CompletionScript {
  static func text(for shell: CompletionCommand.Shell) -> String {
    switch shell {
    case .bash: return GitRegistry.completionScript(for: .bash) + bash
    case .zsh:
      return GitRegistry.completionScript(for: .zsh)
        // Behind git, the first word is `registry`.
        .replacing(#"command_name="${words[1]}""#, with: #"command_name="git-registry""#)
        // The last word of a line is not all of a word in quotes.
        .replacing(#""${#${(z)LBUFFER}[-1]}""#, with: #""${#${:-${QIPREFIX}${IPREFIX}${PREFIX}}}""#)
    case .fish: return GitRegistry.completionScript(for: .fish) + fish
    }
  }

  /// fish takes a word that begins with a minus for an option, whatever the option before it wants: only what is offered for words that
  /// belong to none is offered then.
  private static let fish = #"""

    function __git-registry_sorts_downwards
        set -l before (__git-registry_tokens -pc)
        test "$before[-1]" = --sort; and string match -q -- '-*' (__git-registry_tokens -t)
    end

    complete -c git-registry -n __git-registry_sorts_downwards -fa '(__git-registry_custom_completion ---completion search -- --sort (count (__git-registry_tokens -pc)) (__git-registry_tokens -tC))'

    """#

  /// fish completes `git registry` as `git-registry`; up to 3.6 it gets the names of such commands wrong.
  ///
  /// Source: fish's `share/completions/git.fish`, "Custom commands".
  static let fishBehindGit = """
    complete -c git -f -n "__fish_git_using_command registry" -a "(__fish_git_complete_custom_command registry)"

    """

  /// git's own completion calls `_git_registry` behind `git registry`.
  ///
  /// Source: git's `contrib/completion/git-completion.bash`, "_git_<subcommand>".
  private static let bash = #"""

    # REGISTRY/MODEL@VERSION is one word.
    COMP_WORDBREAKS="${COMP_WORDBREAKS//@}"

    # compgen takes quotes out of what it compares with, of which a filter has its own.
    __git-registry_add_completions() {
        local word="${cur}" completion
        if [[ "${COMP_WORDS[${COMP_CWORD}]}" = [\"\']* ]]; then
            word="$(printf %q "${cur#[\"\']}")"
        fi
        while IFS='' read -r completion; do
            COMPREPLY+=("${completion}")
        done < <(IFS=$'\n' compgen "${@}" -- "${word}")
    }

    _git_registry() {
        local -i index=1
        while [[ "${index}" -lt "${COMP_CWORD}" && "${COMP_WORDS[${index}]}" != registry ]]; do
            ((index++))
        done
        local -a COMP_WORDS=(git-registry "${COMP_WORDS[@]:$((index + 1))}")
        local -i COMP_CWORD="$((COMP_CWORD - index))"
        local -r rest="${COMP_LINE#*registry}"
        local -i COMP_POINT="$((COMP_POINT - ${#COMP_LINE} + ${#rest} + 12))"
        local COMP_LINE="git-registry${rest}"
        _git-registry git-registry "${COMP_WORDS[${COMP_CWORD}]}" "${COMP_WORDS[$((COMP_CWORD - 1))]}"
    }

    """#
}
