#!/usr/bin/env bash
# Microsoft.Azure.Functions.Worker.Sdk 2.1.0: an assembly that names a host extension by [assembly: ExtensionInformation(name, version)] is passed over in silence when
# none of its binding attributes is used by a function, as with an extension that only brings a storage provider. It counts with the third argument, true; and an
# attribute in the app's own assembly never counts. Nothing is said about those that do not; the host that is deployed lacks them.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
export DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
mkdir app
cat > app/app.csproj <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><AzureFunctionsVersion>v4</AzureFunctionsVersion><NoWarn>NU1603</NoWarn></PropertyGroup>
  <ItemGroup>
    <PackageReference Include="Microsoft.Azure.Functions.Worker" Version="[2.52.0]" />
    <PackageReference Include="Microsoft.Azure.Functions.Worker.Sdk" Version="[2.1.0]" />
    <PackageReference Include="Microsoft.Azure.Functions.Worker.Extensions.Abstractions" Version="[1.3.0]" />
    <PackageReference Include="Microsoft.Azure.Functions.Worker.Extensions.Timer" Version="[4.3.1]" />
    <ProjectReference Include="../two/two.csproj" />
    <ProjectReference Include="../three/three.csproj" />
  </ItemGroup>
</Project>
XML
cat > app/Program.cs <<'CS'
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.Extensions.Hosting;

[assembly: ExtensionInformation("Example.Of.The.App", "1.0.0")]

new HostBuilder().ConfigureFunctionsWorkerDefaults().Build().Run();

public static class Functions
{
    [Function("Tick")] public static void Tick([TimerTrigger("0 0 * * * *")] object timer) { }
}
CS
for kind in two three; do
  mkdir $kind
  cat > $kind/$kind.csproj <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
  <ItemGroup><PackageReference Include="Microsoft.Azure.Functions.Worker.Extensions.Abstractions" Version="[1.3.0]" /></ItemGroup>
</Project>
XML
  third=$([ $kind = three ] && echo ', true' || echo '')
  echo "[assembly: Microsoft.Azure.Functions.Worker.Extensions.Abstractions.ExtensionInformation(\"Example.Of.$kind\", \"1.0.0\"$third)]" > $kind/Extension.cs
done
# The examples are in no registry: what the build wants of the host is written before it is restored.
dotnet build app > log 2>&1 || true
named=$(grep -ho 'Example.Of[A-Za-z.]*\|Extensions.Timer" Version' $(find app/obj -name WorkerExtensions.csproj) | sort -u | tr '\n' ' ')
echo "named for the host: $named"
grep -q "Example.Of.three" <<<"$named"
if grep -q "Example.Of.two\|Example.Of.The.App" <<<"$named"; then exit 1; fi
