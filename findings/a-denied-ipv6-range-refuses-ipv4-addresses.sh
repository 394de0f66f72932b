#!/usr/bin/env bash
# Microsoft.Security.AntiSSRF 1.0.1: denied ranges are compared with an IPv4 address in its IPv4-mapped IPv6 form. Whoever denies all IPv6 below global unicast by
# one range, ::/3, has denied every IPv4 address too, since ::ffff:0:0/96 is in it: requests to 127.0.0.1, allowed a line before, are refused.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
cat > finding.csproj <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework></PropertyGroup>
  <ItemGroup><PackageReference Include="Microsoft.Security.AntiSSRF" Version="[1.0.1]" /></ItemGroup>
</Project>
XML
cat > Program.cs <<'CS'
using System;
using System.Net;
using System.Net.Http;
using System.Threading.Tasks;
using Microsoft.Security.AntiSSRF;

using var server = new HttpListener();
var port = Random.Shared.Next(20000, 30000);
server.Prefixes.Add($"http://127.0.0.1:{port}/");
server.Start();
_ = Task.Run(async () =>
{
    while (true)
    {
        (await server.GetContextAsync()).Response.Close();
    }
});
foreach (var denied in (string[])["4000::/2", "::/3"])
{
    var policy = new AntiSSRFPolicy(PolicyConfigOptions.None) { AllowPlainTextHttp = true, AddXFFHeader = false };
    policy.AddDeniedAddresses([denied]);
    using var client = new HttpClient(policy.GetHandler());
    try
    {
        Console.WriteLine($"{denied} denied: {(int)(await client.GetAsync($"http://127.0.0.1:{port}/")).StatusCode}");
    }
    catch (Exception fault)
    {
        Console.WriteLine($"{denied} denied: {fault.GetType().Name} {fault.InnerException?.GetType().Name}");
    }
}
CS
export DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
seen=$(dotnet run 2>/dev/null)
echo "$seen"
grep -q '^4000::/2 denied: 200$' <<<"$seen"
grep -q '^::/3 denied: .*AntiSSRFException' <<<"$seen"
