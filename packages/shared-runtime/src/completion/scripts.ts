import type { Completion } from './values.ts';

/** The shells that completions are for. */
export type Shell = 'bash' | 'zsh' | 'fish';

/** The first word of a command line that asks a program what may be typed. */
export const COMPLETE = '__complete';

const PROGRAMS = 'phoenix lxc-manager vm-manager hypervisor-manager';

/** What a shell reads to complete command lines of phoenix and its managers: it asks them at each key. */
export const COMPLETION_SCRIPTS: Readonly<Record<Shell, string>> = {
  bash: `# Completions of phoenix and its managers in bash; they ask the program that is being typed.

_phoenix() {
  local line=\${COMP_LINE:0:COMP_POINT} words partial separator before=
  COMPREPLY=()
  read -ra words <<<"$line"
  [[ $line != *[[:space:]] ]] || words+=('')
  partial=\${words[-1]}
  # bash puts a choice in place of what follows the last of its own separators only.
  for separator in : =; do
    if [[ $COMP_WORDBREAKS == *"$separator"* && $partial == *"$separator"* ]]; then
      line=\${partial%"\${partial##*"$separator"}"}
      ((\${#line} <= \${#before})) || before=$line
    fi
  done
  local choice
  while IFS=$'\\t' read -r choice _; do
    case $choice in
      :files | :directories)
        compopt -o filenames
        [[ $choice == :files ]] && choice=-f || choice=-d
        mapfile -t -O "\${#COMPREPLY[@]}" COMPREPLY < <(compgen "$choice" -- "\${partial#"$before"}")
        ;;
      ?*)
        choice=\${choice#"$before"}
        # What a shell would read as more than a word is put in as one.
        [[ $choice != *[!A-Za-z0-9_.,:=@%/+-]* ]] || printf -v choice %q "$choice"
        COMPREPLY+=("$choice")
        ;;
    esac
  done < <("\${words[0]}" ${COMPLETE} "\${words[@]:1}" 2>/dev/null)
}

complete -F _phoenix ${PROGRAMS}
`,
  zsh: `#compdef ${PROGRAMS}
# Completions of phoenix and its managers in zsh; they ask the program that is being typed.

_phoenix() {
  local line
  local -a choices typed
  typed=("\${(@)words[2,CURRENT-1]}" "$PREFIX")
  for line in "\${(@f)$(\${words[1]} ${COMPLETE} "\${typed[@]}" 2>/dev/null)}"; do
    case $line in
      :files) _files ;;
      :directories) _files -/ ;;
      ?*) choices+=("\${\${line%%$'\\t'*}//:/\\\\:}:\${line#*$'\\t'}") ;;
    esac
  done
  ((! \${#choices})) || _describe -V "$service" choices
}

if [[ \${funcstack[1]} == _phoenix ]]; then
  _phoenix "$@"
else
  compdef _phoenix ${PROGRAMS}
fi
`,
  fish: `# Completions of phoenix and its managers in fish; they ask the program that is being typed.

function __phoenix_complete
    set -l words (commandline -opc)
    set -l partial (commandline -ct)
    for line in ($words[1] ${COMPLETE} $words[2..] "$partial" 2>/dev/null)
        switch $line
            case :files
                __fish_complete_path $partial
            case :directories
                __fish_complete_directories $partial
            case '*'
                echo -- $line
        end
    end
end

for program in ${PROGRAMS}
    complete -c $program -f -k -a '(__phoenix_complete)'
end
`,
};

/** A completion as the scripts read it: a choice a line, with what it means behind a tab. */
export function completionLines({ choices, paths }: Completion): string {
  const lines = choices.map(([word, help]) => `${word}\t${help}\n`);
  return `${lines.join('')}${paths === undefined ? '' : `:${paths}\n`}`;
}
