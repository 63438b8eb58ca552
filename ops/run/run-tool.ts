import { spawn } from 'node:child_process'
import path from 'node:path'
import { projectRoot } from '../config/project-root.ts'

export type ToolResult = { code: number; output: string }
export type ToolOptions = { cwd?: string; env?: Record<string, string>; show?: boolean }

/** Runs a program to its end; a name without a slash is one of node_modules/.bin or of the system. */
export function runTool(
  program: string,
  args: readonly string[],
  options: ToolOptions = {},
): Promise<ToolResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: options.cwd ?? projectRoot,
      env: { ...process.env, PATH: toolPath(), ...options.env },
      stdio: [
        'ignore',
        options.show === true ? 'inherit' : 'pipe',
        options.show === true ? 'inherit' : 'pipe',
      ],
    })
    let output = ''
    child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.once('error', reject)
    child.once('close', (code) => resolve({ code: code ?? 1, output }))
  })
}

function toolPath(): string {
  return `${path.join(projectRoot, 'node_modules/.bin')}:${process.env.PATH ?? ''}`
}
