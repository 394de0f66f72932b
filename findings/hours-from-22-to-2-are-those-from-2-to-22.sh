#!/usr/bin/env bash
# NCrontab.Signed 3.3.2, which reads the schedules of Azure Functions' timers, beside Cronos 0.13.0: "0 0 22-2 * * *" is meant for the night, from 22 o'clock over midnight to 2.
# NCrontab turns a range around that ends before it begins, without a word: it is 2-22, so that the cleaning runs all day and, of the night, at 22 and 2 only. "Fri-Mon" is Monday to
# Friday likewise, and "Dec-Feb" February to December. Cronos goes over midnight. What NCrontab made of a text is told by its ToString. The night is "22,23,0-2". The
# product's host (emulators/FunctionsHost/Timers/TimerSchedule.cs) takes such a range as Microsoft's does, which its README says and a test holds.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
cat > finding.csproj <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework></PropertyGroup>
  <ItemGroup>
    <PackageReference Include="NCrontab.Signed" Version="[3.3.2]" />
    <PackageReference Include="Cronos" Version="[0.13.0]" />
  </ItemGroup>
</Project>
XML
cat > Program.cs <<'CS'
using System;
using System.Linq;
using Cronos;
using NCrontab;

var (from, to) = (new DateTime(2026, 1, 5, 0, 0, 0, DateTimeKind.Utc), new DateTime(2026, 1, 6, 0, 0, 0, DateTimeKind.Utc));
foreach (var text in (string[])["0 0 22-2 * * *", "0 0 22,23,0-2 * * *"])
{
    var schedule = CrontabSchedule.Parse(text, new CrontabSchedule.ParseOptions { IncludingSeconds = true });
    Console.WriteLine($"{text} by NCrontab: {schedule}, {string.Join(' ', schedule.GetNextOccurrences(from.AddSeconds(-1), to).Select(time => time.Hour))}");
    Console.WriteLine($"{text} by Cronos: {string.Join(' ', CronExpression.Parse(text, CronFormat.IncludeSeconds).GetOccurrences(from, to).Select(time => time.Hour))}");
}

foreach (var text in (string[])["0 0 0 * * Fri-Mon", "0 0 0 1 Dec-Feb *"])
{
    Console.WriteLine($"{text} by NCrontab: {CrontabSchedule.Parse(text, new CrontabSchedule.ParseOptions { IncludingSeconds = true })}");
}
CS
export DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
seen=$(dotnet run 2>/dev/null)
echo "$seen"
grep -qx '0 0 22-2 \* \* \* by NCrontab: 0 0 2-22 \* \* \*, 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22' <<<"$seen"
grep -qx '0 0 22-2 \* \* \* by Cronos: 0 1 2 22 23' <<<"$seen"
grep -q '^0 0 22,23,0-2 \* \* \* by NCrontab: .*, 0 1 2 22 23$' <<<"$seen"
grep -qx '0 0 22,23,0-2 \* \* \* by Cronos: 0 1 2 22 23' <<<"$seen"
grep -qx '0 0 0 \* \* Fri-Mon by NCrontab: 0 0 0 \* \* 1-5' <<<"$seen"
grep -qx '0 0 0 1 Dec-Feb \* by NCrontab: 0 0 0 1 2-12 \*' <<<"$seen"
