/** Windows: one PowerShell that tells everything as one JSON, so that its slow start is paid once. */

import { z } from 'zod';

import type { Machine } from '../machine.ts';

/** PowerShell takes seconds to start on an old machine, and Defender's answer as long. */
const ANSWER_ALLOWED_MS = 60_000;

const list = z.strictObject({ list: z.array(z.string()) }).nullable();
const answerSchema = z.strictObject({
  /** 1: the registry lets it route. */
  router: z.number().int().nullable(),
  forwarding: list,
  /** State of the service behind internet connection sharing and the mobile hotspot. */
  sharing: z.string().nullable(),
  defaults: list,
  tunnels: list,
  vpn: list,
  autorun: z
    .strictObject({ machine: z.number().int().nullable(), user: z.number().int().nullable() })
    .nullable(),
  defender: z
    .strictObject({ on: z.boolean(), live: z.boolean(), days: z.number().int().nonnegative() })
    .nullable(),
  products: list,
  system: z
    .strictObject({ build: z.coerce.number().int(), edition: z.string(), name: z.string() })
    .nullable(),
  administrator: z.boolean().nullable(),
  /** `NTP`, `NT5DS`, `AllSync` or `NoSync`. */
  time: z.string().nullable(),
});
export type WindowsAnswer = z.infer<typeof answerSchema>;

/**
 * Each question on its own: one that fails is null, the others stand. Lists are wrapped, since PowerShell unrolls them.
 * Only single quotes: the whole goes over the command line. Names of states are .NET's, not Windows's own language.
 */
export const SCRIPT = `
$ErrorActionPreference = 'Stop'
[Console]::OutputEncoding = New-Object Text.UTF8Encoding $false
function Ask([scriptblock]$question) { try { & $question } catch { $null } }
$services = 'HKLM:\\SYSTEM\\CurrentControlSet\\Services'
$explorer = 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Policies\\Explorer'
function Policy($hive) {
  $key = Get-ItemProperty ($hive + ':\\' + $explorer) -ErrorAction SilentlyContinue
  if ($null -eq $key -or $null -eq $key.NoDriveTypeAutoRun) { $null } else { [int]$key.NoDriveTypeAutoRun }
}
@{
  router = Ask { [int](Get-ItemProperty ($services + '\\Tcpip\\Parameters')).IPEnableRouter }
  forwarding = Ask { @{ list = @(Get-NetIPInterface | Where-Object { [string]$_.Forwarding -eq 'Enabled' -and [string]$_.ConnectionState -eq 'Connected' } | ForEach-Object { [string]$_.InterfaceAlias } | Select-Object -Unique) } }
  sharing = Ask { [string](Get-Service SharedAccess).Status }
  defaults = Ask { @{ list = @(Get-NetRoute -DestinationPrefix '0.0.0.0/0', '::/0' -ErrorAction SilentlyContinue | ForEach-Object { [string]$_.InterfaceAlias } | Select-Object -Unique) } }
  tunnels = Ask { @{ list = @(Get-NetAdapter | Where-Object { [string]$_.Status -eq 'Up' -and $_.InterfaceDescription -match 'TAP-|Wintun|WireGuard|VPN|Tailscale|ZeroTier|AnyConnect|Fortinet|PANGP|OpenVPN|SoftEther' } | ForEach-Object { [string]$_.Name }) } }
  vpn = Ask { @{ list = @(@(Get-VpnConnection -ErrorAction SilentlyContinue) + @(Get-VpnConnection -AllUserConnection -ErrorAction SilentlyContinue) | Where-Object { $null -ne $_ -and [string]$_.ConnectionStatus -eq 'Connected' } | ForEach-Object { [string]$_.Name }) } }
  autorun = Ask { @{ machine = (Policy 'HKLM'); user = (Policy 'HKCU') } }
  defender = Ask { $d = Get-MpComputerStatus; @{ on = [bool]$d.AntivirusEnabled; live = [bool]$d.RealTimeProtectionEnabled; days = [long]$d.AntivirusSignatureAge } }
  products = Ask { @{ list = @(Get-CimInstance -Namespace 'root/SecurityCenter2' -ClassName AntiVirusProduct | ForEach-Object { [string]$_.displayName }) } }
  system = Ask { $v = Get-ItemProperty 'HKLM:\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion'; @{ build = [string]$v.CurrentBuild; edition = [string]$v.EditionID; name = [string]$v.ProductName } }
  administrator = Ask { (New-Object Security.Principal.WindowsPrincipal ([Security.Principal.WindowsIdentity]::GetCurrent())).IsInRole([Security.Principal.WindowsBuiltInRole]::Administrator) }
  time = Ask { [string](Get-ItemProperty ($services + '\\W32Time\\Parameters')).Type }
} | ConvertTo-Json -Depth 4 -Compress
`.trim();

/** Null when PowerShell is not there, does not answer in time, or says anything else. */
export async function askWindows(machine: Machine): Promise<WindowsAnswer | null> {
  const { systemRoot } = machine;
  if (systemRoot === null) return null;
  const powershell = `${systemRoot}\\System32\\WindowsPowerShell\\v1.0\\powershell.exe`;
  const asked = await machine.run(
    powershell,
    ['-NoLogo', '-NoProfile', '-NonInteractive', '-Command', SCRIPT],
    ANSWER_ALLOWED_MS,
  );
  if (asked.type !== 'done' || asked.code !== 0) return null;
  try {
    return answerSchema.parse(JSON.parse(asked.stdout.replace(/^\uFEFF/, '')));
  } catch {
    return null;
  }
}
