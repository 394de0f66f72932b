using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using SegFunctions.Media;

namespace SegFunctions.Apis.RemoveBg;

/// <summary>Reads a request in any of the three formats that clients send. Empty fields count as absent, and flags and numbers may be sent as text.</summary>
internal static class RemoveBgForms
{
    /// <summary>Limit for a picture that comes with a request.</summary>
    public const int MaxFileBytes = 22_000_000;

    /// <summary>Limit for a field that is not a picture: it has room for an address of 2,048 characters, each written as an escape.</summary>
    private const int MaxFieldBytes = 16 << 10;

    private const int MaxFields = 64;

    /// <summary>Room for a picture in base64, a background as a file, and everything else.</summary>
    private static readonly int MaxBodyBytes = InlineFile.MaxTextLength(MaxFileBytes) + MaxFileBytes + JsonBody.MaxBytes;

    private static readonly string[] Switches = ["true", "false", "True", "False", "TRUE", "FALSE"];

    private static readonly FormOptions Limits = new()
    {
        ValueCountLimit = MaxFields,
        ValueLengthLimit = InlineFile.MaxTextLength(MaxFileBytes),
        // The body is limited as a whole.
        BufferBodyLengthLimit = long.MaxValue,
        MultipartBodyLengthLimit = long.MaxValue,
    };

    private static readonly string Base64 = WireShape.NameOf<RemovalRequest>(nameof(RemovalRequest.ImageFileB64));

    /// <returns>The form as far as it could be read; the rest is in the faults.</returns>
    /// <exception cref="ApiException">The body is in none of the three formats.</exception>
    public static async Task<RemovalForm> ReadAsync(HttpRequest request, WireFaults faults, CancellationToken cancellationToken)
    {
        RequestBody.AllowSize(request, MaxBodyBytes);
        if (!request.HasFormContentType)
        {
            var body = await JsonBody.ReadObjectAsync(request, MaxBodyBytes, cancellationToken);
            return new RemovalForm(null, null, Read(name => JsonNames.Find(body, name), faults));
        }

        var form = await ReadFormAsync(request, cancellationToken);
        return new RemovalForm(
            form.Files.GetFile(WireShape.NameOf<RemovalForm>(nameof(RemovalForm.ImageFile))),
            form.Files.GetFile(WireShape.NameOf<RemovalForm>(nameof(RemovalForm.BgImageFile))),
            Read(name => form.TryGetValue(name, out var values) ? JsonSerializer.SerializeToElement(Shorten(name, values[^1]!)) : null, faults));
    }

    private static async Task<IFormCollection> ReadFormAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        request.Body = new LimitedStream(RequestBody.Open(request), MaxBodyBytes);
        try
        {
            return await new FormFeature(request, Limits).ReadFormAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is InvalidDataException or (IOException and not BadHttpRequestException))
        {
            throw new ApiException(ApiErrorCode.RequestInvalid, "The form is cut off or malformed, or has too many or too long fields.");
        }
    }

    /// <param name="find">Returns the value of a field by its name; null if there is none.</param>
    private static RemovalRequest Read(Func<string, JsonElement?> find, WireFaults faults)
    {
        var body = new ArrayBufferWriter<byte>();
        JsonElement? file = null;
        using (var writer = new Utf8JsonWriter(body))
        {
            writer.WriteStartObject();
            foreach (var field in WireShape.Of(typeof(RemovalRequest)).Fields)
            {
                if (find(field.Name!) is not { } value || IsEmpty(value))
                {
                    continue;
                }

                if (field.Name == Base64 && value.ValueKind == JsonValueKind.String)
                {
                    // Not copied: it may be as large as the body.
                    file = value;
                }
                else if (JsonMarshal.GetRawUtf8Value(value).Length > MaxFieldBytes)
                {
                    faults.Add(field.Name!, $"may have at most {MaxFieldBytes} bytes");
                }
                else
                {
                    writer.WritePropertyName(field.Name!);
                    writer.WriteRawValue(ToJson(value, (Nullable.GetUnderlyingType(field.Type) ?? field.Type) == typeof(bool)), skipInputValidation: true);
                }
            }

            writer.WriteEndObject();
        }

        using var document = JsonDocument.Parse(body.WrittenMemory);
        var read = new WireReader(faults).Read<RemovalRequest>(document.RootElement);
        return file is { } text ? read with { ImageFileB64 = ReadText(text, faults) } : read;
    }

    /// <returns>The text, truncated so that it costs little to copy but is still recognized as too long.</returns>
    private static string Shorten(string name, string text) => name == Base64 || text.Length <= MaxFieldBytes ? text : text[..MaxFieldBytes];

    private static bool IsEmpty(JsonElement value) => value.ValueKind == JsonValueKind.Null || (value.ValueKind == JsonValueKind.String && JsonMarshal.GetRawUtf8Value(value).Length == "\"\"".Length);

    private static string ToJson(JsonElement value, bool isSwitch) => value.ValueKind switch
    {
        JsonValueKind.String when isSwitch && Switches.FirstOrDefault(text => value.GetRawText() == $"\"{text}\"") is { } text => text.ToLowerInvariant(),
        JsonValueKind.Number when !isSwitch => $"\"{value.GetRawText()}\"",
        _ => value.GetRawText(),
    };

    private static string? ReadText(JsonElement value, WireFaults faults)
    {
        if (JsonEscapes.IsUnicode(value))
        {
            return value.GetString();
        }

        faults.Add(Base64, "is not valid Unicode");
        return null;
    }
}
