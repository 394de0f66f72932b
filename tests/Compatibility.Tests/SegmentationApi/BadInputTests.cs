using System.Net.Http.Headers;
using System.Text;
using SegFunctions.Compatibility.Tests.Stacks;

namespace SegFunctions.Compatibility.Tests.SegmentationApi;

/// <summary>Every route with every kind of bad input gives the contract's error, never an internal error, and nothing is stored.</summary>
public sealed class BadInputTests(SharedStack stack, FinishedJob finished) : IClassFixture<FinishedJob>
{
    private const string Json = "application/json";
    private const string Unknown = "job-0000000000z";
    private const int JsonLimit = 1 << 20;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>What is wrong; method and path, where JOB is another account's job; body as Latin-1, so that it can express any bytes; its type; status and code.</summary>
    public static TheoryData<string, string, string?, string?, string> Requests { get; } = new()
    {
        { "missing body", "POST v1/uploads/presign", null, null, "400 invalid_request" },
        { "missing field", "POST v1/uploads/presign", "{}", Json, "400 invalid_request" },
        { "wrong type", "POST v1/uploads/presign", """{"contentType":7}""", Json, "400 invalid_request" },
        { "null", "POST v1/uploads/presign", """{"contentType":null}""", Json, "400 invalid_request" },
        { "out of range", "POST v1/uploads/presign", """{"contentType":"text/html"}""", Json, "400 invalid_request" },
        { "parameters", "POST v1/uploads/presign", """{"contentType":"image/png; a=b"}""", Json, "400 invalid_request" },
        { "picture that no worker reads", "POST v1/uploads/presign", """{"contentType":"image/gif"}""", Json, "400 invalid_request" },
        { "line break", "POST v1/uploads/presign", """{"contentType":"image/png\r\nX: y"}""", Json, "400 invalid_request" },
        { "oversized", "POST v1/uploads/presign", Filler, Json, "413 body_too_large" },
        { "wrong content type", "POST v1/uploads/presign", """{"contentType":"image/png"}""", "text/plain", "400 invalid_request" },
        { "form", "POST v1/uploads/presign", "contentType=image/png", "application/x-www-form-urlencoded", "400 invalid_request" },
        { "broken JSON", "POST v1/uploads/presign", """{"contentType":"image/png""", Json, "400 invalid_request" },
        { "no object", "POST v1/uploads/presign", "[1]", Json, "400 invalid_request" },
        { "invalid UTF-8", "POST v1/uploads/presign", "{\"contentType\":\"image/\u00ff\"}", Json, "400 invalid_request" },
        { "deep nesting", "POST v1/uploads/presign", new string('[', 100_000), Json, "400 invalid_request" },
        { "wrong method", "GET v1/uploads/presign", null, null, "405 method_not_allowed" },
        { "wrong method", "DELETE v1/uploads/presign", null, null, "405 method_not_allowed" },

        { "missing body", "POST v1/jobs", null, null, "400 invalid_request" },
        { "missing fields", "POST v1/jobs", "{}", Json, "400 invalid_request" },
        { "unknown type", "POST v1/jobs", """{"type":"audio","tasks":["TASK"],"prompts":["boat"]}""", Json, "400 invalid_request" },
        { "wrong types", "POST v1/jobs", """{"type":"image","tasks":"TASK","prompts":{"a":1},"threshold":"x"}""", Json, "400 invalid_request" },
        { "no tasks", "POST v1/jobs", """{"type":"image","tasks":[],"prompts":["boat"]}""", Json, "400 invalid_request" },
        { "too many tasks", "POST v1/jobs", ManyTasks, Json, "400 invalid_request" },
        { "repeated task", "POST v1/jobs", """{"type":"image","tasks":["TASK","TASK"],"prompts":["boat"]}""", Json, "400 invalid_request" },
        { "another account's task", "POST v1/jobs", """{"type":"image","tasks":["TASK"],"prompts":["boat"]}""", Json, "400 invalid_request" },
        { "unknown task", "POST v1/jobs", """{"type":"image","tasks":["0000_a1b2c3d4"],"prompts":["boat"]}""", Json, "400 invalid_request" },
        { "path as task", "POST v1/jobs", """{"type":"image","tasks":["../local/TASK"],"prompts":["boat"]}""", Json, "400 invalid_request" },
        { "blank prompts", "POST v1/jobs", """{"type":"image","tasks":["TASK"],"prompts":[""," "]}""", Json, "400 invalid_request" },
        { "long prompt", "POST v1/jobs", LongPrompt, Json, "400 invalid_request" },
        { "control character", "POST v1/jobs", """{"type":"image","tasks":["TASK"],"prompts":["a\u0000b"]}""", Json, "400 invalid_request" },
        { "lone surrogate", "POST v1/jobs", """{"type":"image","tasks":["TASK"],"prompts":["\ud800"]}""", Json, "400 invalid_request" },
        { "a name that is no Unicode", "POST v1/jobs", """{"\ud800":1,"type":"image"}""", Json, "400 invalid_request" },
        { "out of range", "POST v1/jobs", """{"type":"image","tasks":["TASK"],"prompts":["boat"],"threshold":1.1,"maskThreshold":-1e999}""", Json, "400 invalid_request" },
        { "threshold out of range", "POST v1/jobs", """{"type":"image","inputUrls":["https://example.com/a.png"],"prompts":[{"text":"boat","threshold":2}]}""", Json, "400 invalid_request" },
        { "prompts that are none", "POST v1/jobs", """{"type":"image","inputUrls":["https://example.com/a.png"],"prompts":[["boat"],{"text":7}]}""", Json, "400 invalid_request" },
        { "half a point", "POST v1/jobs", """{"type":"image","tasks":["TASK"],"points":[{"x":0.5}]}""", Json, "400 invalid_request" },
        { "points that are none", "POST v1/jobs", """{"type":"image","tasks":["TASK"],"points":[[0.5,0.5]]}""", Json, "400 invalid_request" },
        { "only background", "POST v1/jobs", """{"type":"image","tasks":["TASK"],"points":[{"x":0.5,"y":0.5,"label":0}]}""", Json, "400 invalid_request" },
        { "box inside out", "POST v1/jobs", """{"type":"image","tasks":["TASK"],"boxes":[{"x1":0.9,"y1":0,"x2":0.1,"y2":1}]}""", Json, "400 invalid_request" },
        { "blocked address", "POST v1/jobs", """{"type":"image","inputUrls":["http://10.0.0.1/a.png"],"subject":true}""", Json, "400 invalid_request" },
        { "metadata address", "POST v1/jobs", """{"type":"image","inputUrls":["http://169.254.169.254/"],"subject":true}""", Json, "400 invalid_request" },
        { "no address", "POST v1/jobs", """{"type":"image","inputUrls":["a.png"],"subject":true}""", Json, "400 invalid_request" },
        { "addresses of the wrong type", "POST v1/jobs", """{"type":"image","inputUrls":"http://example.com/","subject":true}""", Json, "400 invalid_request" },
        { "data that is no picture", "POST v1/jobs", Inline("data:image/png;base64,aGVsbG8="), Json, "400 invalid_request" },
        { "data that is no base64", "POST v1/jobs", Inline("data:image/png;base64,%%%"), Json, "400 invalid_request" },
        { "data in another encoding", "POST v1/jobs", Inline("data:image/svg+xml,<svg/>"), Json, "400 invalid_request" },
        { "candidates without a click", "POST v1/jobs", """{"type":"image","tasks":["TASK"],"subject":true,"candidates":true}""", Json, "400 invalid_request" },
        { "candidates of the wrong type", "POST v1/jobs", """{"type":"image","tasks":["TASK"],"points":[{"x":0.5,"y":0.5}],"candidates":3}""", Json, "400 invalid_request" },
        { "exemplars for networks that take none", "POST v1/jobs", """{"type":"image","tasks":["TASK"],"exemplars":[{"x1":0,"y1":0,"x2":1,"y2":1}]}""", Json, "400 invalid_request" },
        { "exemplars inside out", "POST v1/jobs", """{"type":"image","tasks":["TASK"],"prompts":["boat"],"exemplars":[{"x1":0.9,"y1":0,"x2":0.1,"y2":1}]}""", Json, "400 invalid_request" },
        { "exemplars beyond the picture", "POST v1/jobs", """{"type":"image","tasks":["TASK"],"prompts":["boat"],"exemplars":[{"x1":-1e999,"y1":0,"x2":7,"y2":1}]}""", Json, "400 invalid_request" },
        { "exemplars that are none", "POST v1/jobs", """{"type":"image","tasks":["TASK"],"exemplars":[[0,0,1,1],{"x1":0,"label":2}]}""", Json, "400 invalid_request" },
        { "exemplars of a video", "POST v1/jobs", """{"type":"video","tasks":["TASK"],"prompts":["boat"],"exemplars":[{"x1":0,"y1":0,"x2":1,"y2":1}]}""", Json, "400 invalid_request" },
        { "an unknown network", "POST v1/jobs", """{"type":"image","tasks":["TASK"],"subject":true,"model":"dino"}""", Json, "400 invalid_request" },
        { "a path as network", "POST v1/jobs", """{"type":"video","tasks":["TASK"],"prompts":["boat"],"model":"../models/dino"}""", Json, "400 invalid_request" },
        { "a network of the wrong type", "POST v1/jobs", """{"type":"image","tasks":["TASK"],"subject":true,"model":["built-in"]}""", Json, "400 invalid_request" },
        { "a video's candidates", "POST v1/jobs", """{"type":"video","tasks":["TASK"],"points":[{"x":0.5,"y":0.5}],"candidates":true}""", Json, "400 invalid_request" },
        { "far edge", "POST v1/jobs", """{"type":"image","tasks":["TASK"],"subject":true,"edgeOffset":1e9}""", Json, "400 invalid_request" },
        { "unknown output", "POST v1/jobs", """{"type":"image","tasks":["TASK"],"subject":true,"outputs":["coco","tfrecord"]}""", Json, "400 invalid_request" },
        { "cutout that is none", "POST v1/jobs", Cutout("true"), Json, "400 invalid_request" },
        { "unknown format", "POST v1/jobs", Cutout("""{"format":"gif","size":"huge","channels":"rgb"}"""), Json, "400 invalid_request" },
        { "margin without end", "POST v1/jobs", Cutout("""{"crop":true,"margin":"-Infinity%"}"""), Json, "400 invalid_request" },
        { "wide margin", "POST v1/jobs", Cutout("""{"crop":true,"margin":"1e9px"}"""), Json, "400 invalid_request" },
        { "no color", "POST v1/jobs", Cutout("""{"background":{"color":"url(http://10.0.0.1/)"}}"""), Json, "400 invalid_request" },
        { "two backgrounds", "POST v1/jobs", Cutout("""{"background":{"color":"red","url":"https://example.com/"}}"""), Json, "400 invalid_request" },
        { "another account's background", "POST v1/jobs", Cutout("""{"background":{"task":"TASK"}}"""), Json, "400 invalid_request" },
        { "path as background", "POST v1/jobs", Cutout("""{"background":{"task":"../local/TASK"}}"""), Json, "400 invalid_request" },
        { "blocked background", "POST v1/jobs", Cutout("""{"background":{"url":"http://10.0.0.1/a.png"}}"""), Json, "400 invalid_request" },
        { "background in a metadata service", "POST v1/jobs", Cutout("""{"background":{"url":"http://169.254.169.254/"}}"""), Json, "400 invalid_request" },
        { "nothing but negatives", "POST v1/jobs", """{"type":"image","tasks":["TASK"],"negativePrompts":["boat"]}""", Json, "400 invalid_request" },
        { "field of the other type", "POST v1/jobs", """{"type":"image","tasks":["TASK"],"prompts":["boat"],"fps":6}""", Json, "400 invalid_request" },
        { "both ways of sampling", "POST v1/jobs", """{"type":"video","tasks":["TASK"],"prompts":["boat"],"fps":6,"numFrames":3}""", Json, "400 invalid_request" },
        { "no frames", "POST v1/jobs", """{"type":"video","tasks":["TASK"],"prompts":["boat"],"maxFrames":0}""", Json, "400 invalid_request" },
        { "endless frames", "POST v1/jobs", """{"type":"video","tasks":["TASK"],"prompts":["boat"],"numFrames":9007199254740991}""", Json, "400 invalid_request" },
        { "sampling that is none", "POST v1/jobs", """{"type":"video","tasks":["TASK"],"prompts":["boat"],"fps":"6"}""", Json, "400 invalid_request" },
        { "score out of range", "POST v1/jobs", """{"type":"video","tasks":["TASK"],"prompts":["boat"],"scoreThreshold":1.5}""", Json, "400 invalid_request" },
        { "frame before the first", "POST v1/jobs", """{"type":"video","tasks":["TASK"],"points":[{"x":0.5,"y":0.5,"frame":-1}]}""", Json, "400 invalid_request" },
        { "part of a frame", "POST v1/jobs", """{"type":"video","tasks":["TASK"],"boxes":[{"x1":0,"y1":0,"x2":1,"y2":1,"frame":0.5}]}""", Json, "400 invalid_request" },
        { "frame of a picture", "POST v1/jobs", """{"type":"image","tasks":["TASK"],"points":[{"x":0.5,"y":0.5,"frame":0}]}""", Json, "400 invalid_request" },
        { "object in the background", "POST v1/jobs", """{"type":"video","tasks":["TASK"],"points":[{"x":0.5,"y":0.5,"object":1,"label":0}]}""", Json, "400 invalid_request" },
        { "output of pictures", "POST v1/jobs", """{"type":"video","tasks":["TASK"],"prompts":["boat"],"outputs":["polygons"]}""", Json, "400 invalid_request" },
        { "negatives beside a video's points", "POST v1/jobs", """{"type":"video","tasks":["TASK"],"points":[{"x":0.5,"y":0.5}],"negativePrompts":["boat"]}""", Json, "400 invalid_request" },
        { "negatives beside a video's boxes", "POST v1/jobs", """{"type":"video","tasks":["TASK"],"boxes":[{"x1":0,"y1":0,"x2":1,"y2":1}],"negativePrompts":["boat"]}""", Json, "400 invalid_request" },
        { "a video's subject", "POST v1/jobs", """{"type":"video","tasks":["TASK"],"subject":true}""", Json, "400 invalid_request" },
        { "picture as video", "POST v1/jobs", """{"type":"video","tasks":["TASK"],"prompts":["boat"]}""", Json, "400 invalid_request" },
        { "wrong content type", "POST v1/jobs", """{"type":"image"}""", "image/png", "400 invalid_request" },
        { "broken JSON", "POST v1/jobs", "{\"type\":", Json, "400 invalid_request" },
        { "invalid UTF-8", "POST v1/jobs", "{\"type\":\"image\",\"tasks\":[\"\u00c3\"]}", Json, "400 invalid_request" },
        { "wrong method", "PUT v1/jobs", "{}", Json, "405 method_not_allowed" },

        { "neither true nor false", "POST v1/jobs?dryRun=maybe", """{"type":"image","inputUrls":["https://example.com/a.png"],"prompts":["boat"]}""", Json, "400 invalid_request" },
        { "twice", "POST v1/jobs?dryRun=true&dryRun=true", """{"type":"image","inputUrls":["https://example.com/a.png"],"prompts":["boat"]}""", Json, "400 invalid_request" },
        { "missing fields", "POST v1/jobs?dryRun=true", "{}", Json, "400 invalid_request" },
        { "another account's task", "POST v1/jobs?dryRun=true", """{"type":"image","tasks":["TASK"],"prompts":["boat"]}""", Json, "400 invalid_request" },
        { "blocked address", "POST v1/jobs?dryRun=true", """{"type":"image","inputUrls":["http://10.0.0.1/a.png"],"prompts":["boat"]}""", Json, "400 invalid_request" },


        { "out of range", "GET v1/jobs?limit=0", null, null, "400 invalid_request" },
        { "wrong type", "GET v1/jobs?limit=ten", null, null, "400 invalid_request" },
        { "twice", "GET v1/jobs?limit=1&limit=2", null, null, "400 invalid_request" },
        { "foreign token", "GET v1/jobs?nextToken=eyJvZmZzZXQiOjIwfQ%3D%3D", null, null, "400 invalid_request" },
        { "invalid UTF-8", "GET v1/jobs?nextToken=%ff%fe", null, null, "400 invalid_request" },
        { "unknown words", "GET v1/jobs?mode=all&status=done", null, null, "400 invalid_request" },

        { "unknown id", $"GET v1/jobs/{Unknown}", null, null, "404 not_found" },
        { "no id", "GET v1/jobs/job%2F..%2F1", null, null, "404 not_found" },
        { "invalid UTF-8", "GET v1/jobs/job-%ff", null, null, "404 not_found" },
        { "another account's", "GET v1/jobs/JOB", null, null, "404 not_found" },
        { "an archive's instance", "GET v1/jobs/archive-JOB", null, null, "404 not_found" },
        { "wrong method", "PATCH v1/jobs/JOB", "{}", Json, "405 method_not_allowed" },
        { "unknown id", $"DELETE v1/jobs/{Unknown}", null, null, "404 not_found" },
        { "no id", "DELETE v1/jobs/job%2F..%2F1", null, null, "404 not_found" },
        { "invalid UTF-8", "DELETE v1/jobs/job-%ff", null, null, "404 not_found" },
        { "another account's", "DELETE v1/jobs/JOB", null, null, "404 not_found" },
        { "all of them", "DELETE v1/jobs", null, null, "405 method_not_allowed" },
        { "an archive's instance", "DELETE v1/jobs/archive-JOB", null, null, "404 not_found" },
        { "unknown id", $"GET v1/jobs/{Unknown}/result", null, null, "404 not_found" },
        { "another account's", "GET v1/jobs/JOB/result", null, null, "404 not_found" },
        { "wrong method", "POST v1/jobs/JOB/result", "{}", Json, "405 method_not_allowed" },
        { "unknown id", $"POST v1/jobs/{Unknown}/download", "{}", Json, "404 not_found" },
        { "another account's", "POST v1/jobs/JOB/download", "{}", Json, "404 not_found" },
        { "unknown id", $"GET v1/jobs/{Unknown}/download", null, null, "404 not_found" },
        { "another account's", "GET v1/jobs/JOB/download", null, null, "404 not_found" },
        { "wrong method", "PATCH v1/jobs/JOB/download", "{}", Json, "405 method_not_allowed" },
        { "unknown id", $"POST v1/jobs/{Unknown}/cancel", null, null, "404 not_found" },
        { "no id", "POST v1/jobs/job%2F..%2F1/cancel", null, null, "404 not_found" },
        { "another account's", "POST v1/jobs/JOB/cancel", "{}", Json, "404 not_found" },
        { "wrong method", "GET v1/jobs/JOB/cancel", null, null, "405 method_not_allowed" },

        { "unknown id", $"GET v1/jobs/{Unknown}/events", null, null, "404 not_found" },
        { "another account's", "GET v1/jobs/JOB/events", null, null, "404 not_found" },
        { "wrong method", "POST v1/jobs/JOB/events", "{}", Json, "405 method_not_allowed" },

        { "unknown id", $"POST v1/jobs/{Unknown}/retry", null, null, "404 not_found" },
        { "no id", "POST v1/jobs/job%2F..%2F1/retry", null, null, "404 not_found" },
        { "another account's", "POST v1/jobs/JOB/retry", "{}", Json, "404 not_found" },
        { "wrong method", "GET v1/jobs/JOB/retry", null, null, "405 method_not_allowed" },

        { "webhook without address", "POST v1/jobs", Webhook("{}"), Json, "400 invalid_request" },
        { "webhook that is none", "POST v1/jobs", Webhook("\"https://example.com/\""), Json, "400 invalid_request" },
        { "webhook into a private network", "POST v1/jobs", Webhook("""{"url":"https://10.0.0.1/"}"""), Json, "400 invalid_request" },
        { "webhook into a metadata service", "POST v1/jobs", Webhook("""{"url":"https://169.254.169.254/"}"""), Json, "400 invalid_request" },
        { "webhook by another scheme", "POST v1/jobs", Webhook("""{"url":"ftp://example.com/"}"""), Json, "400 invalid_request" },
        { "empty secret", "POST v1/jobs", Webhook("""{"url":"https://example.com/","secret":""}"""), Json, "400 invalid_request" },
        { "short secret", "POST v1/jobs", Webhook("""{"url":"https://example.com/","secret":"whsec_AAAA"}"""), Json, "400 invalid_request" },
        { "unknown event", "POST v1/jobs", Webhook("""{"url":"https://example.com/","events":["job.done"]}"""), Json, "400 invalid_request" },
        { "no events", "POST v1/jobs", Webhook("""{"url":"https://example.com/","events":[]}"""), Json, "400 invalid_request" },
        { "metadata that is none", "POST v1/jobs", Metadata("[]"), Json, "400 invalid_request" },
        { "numbers as metadata", "POST v1/jobs", Metadata("""{"a":1}"""), Json, "400 invalid_request" },
        { "too many pairs", "POST v1/jobs", Metadata($"{{{string.Join(',', Enumerable.Range(0, 17).Select(i => $"\"k{i}\":\"v\""))}}}"), Json, "400 invalid_request" },
        { "long pair", "POST v1/jobs", Metadata($"{{\"k\":\"{new string('v', 201)}\"}}"), Json, "400 invalid_request" },
        { "pair without a name", "POST v1/jobs", Metadata("""{"":"v"}"""), Json, "400 invalid_request" },

        { "a picture's format for a video", "POST v1/jobs", """{"type":"video","tasks":["TASK"],"prompts":["boat"],"outputs":["yolo"]}""", Json, "400 invalid_request" },
        { "long retention", "POST v1/jobs", Retention("\"P31D\""), Json, "400 invalid_request" },
        { "negative retention", "POST v1/jobs", Retention("\"-PT1S\""), Json, "400 invalid_request" },
        { "endless retention", "POST v1/jobs", Retention("\"P99999999999999999999D\""), Json, "400 invalid_request" },
        { "retention of a month", "POST v1/jobs", Retention("\"P1M\""), Json, "400 invalid_request" },
        { "retention in words", "POST v1/jobs", Retention("\"7 days\""), Json, "400 invalid_request" },
        { "empty retention", "POST v1/jobs", Retention("\"\""), Json, "400 invalid_request" },
        { "retention of nothing", "POST v1/jobs", Retention("\"PT\""), Json, "400 invalid_request" },
        { "number as retention", "POST v1/jobs", Retention("7"), Json, "400 invalid_request" },

        { "missing body", "POST v1/webhooks/endpoints", null, null, "400 invalid_request" },
        { "missing address", "POST v1/webhooks/endpoints", "{}", Json, "400 invalid_request" },
        { "wrong types", "POST v1/webhooks/endpoints", """{"url":1,"events":"job.failed","headers":["a"]}""", Json, "400 invalid_request" },
        { "private network", "POST v1/webhooks/endpoints", """{"url":"https://192.168.0.1/"}""", Json, "400 invalid_request" },
        { "user's name in it", "POST v1/webhooks/endpoints", """{"url":"https://a:b@example.com/"}""", Json, "400 invalid_request" },
        { "long name", "POST v1/webhooks/endpoints", $"{{\"url\":\"https://example.com/\",\"name\":\"{new string('n', 101)}\"}}", Json, "400 invalid_request" },
        { "unknown signature", "POST v1/webhooks/endpoints", """{"url":"https://example.com/","signature":"v2"}""", Json, "400 invalid_request" },
        { "reserved header", "POST v1/webhooks/endpoints", """{"url":"https://example.com/","headers":{"Webhook-Id":"a"}}""", Json, "400 invalid_request" },
        { "header of the connection", "POST v1/webhooks/endpoints", """{"url":"https://example.com/","headers":{"host":"a"}}""", Json, "400 invalid_request" },
        { "header with a line break", "POST v1/webhooks/endpoints", """{"url":"https://example.com/","headers":{"x-a":"a\r\nb: c"}}""", Json, "400 invalid_request" },
        { "header that is none", "POST v1/webhooks/endpoints", """{"url":"https://example.com/","headers":{"x a":"b"}}""", Json, "400 invalid_request" },
        { "long header", "POST v1/webhooks/endpoints", $"{{\"url\":\"https://example.com/\",\"headers\":{{\"x-a\":\"{new string('v', 1024)}\"}}}}", Json, "400 invalid_request" },
        { "too many headers", "POST v1/webhooks/endpoints", """{"url":"https://example.com/","headers":{"a":"","b":"","c":"","d":"","e":"","f":""}}""", Json, "400 invalid_request" },
        { "broken JSON", "POST v1/webhooks/endpoints", "{", Json, "400 invalid_request" },
        { "oversized", "POST v1/webhooks/endpoints", Filler, Json, "413 body_too_large" },
        { "wrong method", "PUT v1/webhooks/endpoints", "{}", Json, "405 method_not_allowed" },
        { "unknown id", $"GET v1/webhooks/endpoints/{UnknownEndpoint}", null, null, "404 not_found" },
        { "no id", "GET v1/webhooks/endpoints/ep_..%2F1", null, null, "404 not_found" },
        { "unknown id", $"PATCH v1/webhooks/endpoints/{UnknownEndpoint}", "{}", Json, "404 not_found" },
        { "blocked address", $"PATCH v1/webhooks/endpoints/{UnknownEndpoint}", """{"url":"https://10.0.0.1/"}""", Json, "400 invalid_request" },
        { "unknown id", $"DELETE v1/webhooks/endpoints/{UnknownEndpoint}", null, null, "404 not_found" },
        { "unknown id", $"POST v1/webhooks/endpoints/{UnknownEndpoint}/test", "{}", Json, "404 not_found" },
        { "unknown id", $"POST v1/webhooks/endpoints/{UnknownEndpoint}/rotate-secret", "{}", Json, "404 not_found" },
        { "long overlap", $"POST v1/webhooks/endpoints/{UnknownEndpoint}/rotate-secret", """{"overlapHours":73}""", Json, "400 invalid_request" },
        { "wrong method", $"POST v1/webhooks/endpoints/{UnknownEndpoint}", "{}", Json, "405 method_not_allowed" },
        { "out of range", "GET v1/webhooks/deliveries?limit=101", null, null, "400 invalid_request" },
        { "unknown words", "GET v1/webhooks/deliveries?jobId=1&endpointId=2&nextToken=3", null, null, "400 invalid_request" },
        { "unknown id", "GET v1/webhooks/deliveries/dlv_00000000000_1_job", null, null, "404 not_found" },
        { "no id", "GET v1/webhooks/deliveries/%ff", null, null, "404 not_found" },
        { "unknown id", "POST v1/webhooks/deliveries/dlv_00000000000_1_job/replay", "{}", Json, "404 not_found" },
        { "missing fields", "POST v1/webhooks/deliveries/replay", "{}", Json, "400 invalid_request" },
        { "end before start", "POST v1/webhooks/deliveries/replay", """{"from":"2026-03-07T12:00:00Z","to":"2026-03-07T11:00:00Z"}""", Json, "400 invalid_request" },
        { "no time", "POST v1/webhooks/deliveries/replay", """{"from":"yesterday","to":"today"}""", Json, "400 invalid_request" },
        { "wrong method", "DELETE v1/webhooks/deliveries", null, null, "405 method_not_allowed" },

        { "another account's", "GET outputs/local/JOB/output_manifest.json", null, null, "404 not_found" },
        { "unknown id", $"GET outputs/ME/{Unknown}/output_manifest.json", null, null, "404 not_found" },
        { "no key", "GET outputs/ME/JOB", null, null, "404 not_found" },
        { "way out", "GET outputs/ME/JOB/..%2F..%2Flocal", null, null, "404 not_found" },
        { "wrong method", "POST outputs/ME/JOB/output_manifest.json", "{}", Json, "405 method_not_allowed" },
        { "wrong method", "POST v1/words", "{}", Json, "405 method_not_allowed" },
        { "wrong method", "POST v1/account", "{}", Json, "405 method_not_allowed" },
        { "wrong method", "POST v1/account/overview", "{}", Json, "405 method_not_allowed" },
        { "unknown route", "GET v1/playground", null, null, "404 not_found" },
        { "unknown route", "POST v1", "{}", Json, "404 not_found" },
        { "no route", "GET /nothing", null, null, "404 not_found" },

        { "altered link", "GET files/AAAA", null, null, "403 link_invalid" },
        { "no token", "GET files/%ff", null, null, "403 link_invalid" },
        { "wrong method", "DELETE files/AAAA", null, null, "405 method_not_allowed" },
        { "altered link", "PUT uploads/AAAA", "x", "image/png", "403 link_invalid" },
        { "wrong method", "POST uploads/AAAA", "x", "image/png", "405 method_not_allowed" },
        { "wrong type", "PUT UPLOAD", "x", "image/jpeg", "403 link_invalid" },
        { "no type", "PUT UPLOAD", "x", null, "403 link_invalid" },
        { "an upload's link for a file", "GET FILE", null, null, "403 link_invalid" },
    };

    private const string UnknownEndpoint = "ep_0123456789abcdef";

    private static string Inline(string uri) => $"{{\"type\":\"image\",\"inputUrls\":[\"{uri}\"],\"subject\":true}}";

    private static string Cutout(string json) => $"{{\"type\":\"image\",\"inputUrls\":[\"https://example.com/a.png\"],\"subject\":true,\"cutout\":{json}}}";

    private static string Webhook(string webhook) => $"{{\"type\":\"image\",\"inputUrls\":[\"https://example.com/a.png\"],\"subject\":true,\"webhook\":{webhook}}}";

    private static string Metadata(string metadata) => $"{{\"type\":\"image\",\"inputUrls\":[\"https://example.com/a.png\"],\"subject\":true,\"metadata\":{metadata}}}";

    private static string Retention(string retention) => $"{{\"type\":\"image\",\"inputUrls\":[\"https://example.com/a.png\"],\"subject\":true,\"retention\":{retention}}}";

    private static string Filler => $"{{\"contentType\":\"image/png\",\"x\":\"{new string('x', JsonLimit)}\"}}";

    private static string ManyTasks => $"{{\"type\":\"image\",\"tasks\":[{string.Join(',', Enumerable.Repeat("\"a\"", 101))}],\"prompts\":[\"boat\"]}}";

    private static string LongPrompt => $"{{\"type\":\"image\",\"tasks\":[\"TASK\"],\"prompts\":[\"{new string('x', 201)}\"]}}";

    [Fact]
    public async Task A_job_may_hold_pictures_of_some_megabytes_and_no_more()
    {
        using var other = await OtherAccount.CreateAsync(stack, Token);

        Assert.Equal("413 body_too_large", (await other.Api.PostAsync("v1/jobs", new { type = new string('x', 16 << 20) }, Token)).Error);
    }

    [Theory]
    [MemberData(nameof(Requests), DisableDiscoveryEnumeration = true)]
    public async Task Is_refused_in_the_contracts_shape_and_leaves_nothing(string fault, string route, string? body, string? contentType, string expected)
    {
        using var account = await OtherAccount.CreateAsync(stack, Token, tokens: 10);
        var presigned = await account.Api.PostAsync("v1/uploads/presign", new { contentType = "image/png" }, Token);
        var upload = new Uri(presigned.Text("uploadUrl")).AbsolutePath[1..];
        using var request = Create(route, body, contentType, account.Name, upload);
        request.Headers.Add("x-api-key", account.Key);
        var answer = await account.Api.SendAsync(request, Token);

        Assert.Equal((fault, expected), (fault, answer.Error));
        Assert.True(answer.Headers.ContainsKey("x-request-id"));
        await account.AssertEmptyAsync(stack, tokens: 10, Token);
    }

    private HttpRequestMessage Create(string route, string? body, string? contentType, string account, string upload)
    {
        var words = Fill(route).Split(' ', 2);
        var request = new HttpRequestMessage(new HttpMethod(words[0]), words[1]);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.Latin1.GetBytes(Fill(body)));
            request.Content.Headers.ContentType = contentType is null ? null : MediaTypeHeaderValue.Parse(contentType);
        }

        return request;

        string Fill(string text) => text
            .Replace("UPLOAD", upload, StringComparison.Ordinal)
            .Replace("FILE", upload.Replace("uploads/", "files/", StringComparison.Ordinal), StringComparison.Ordinal)
            .Replace("JOB", finished.Job.JobId, StringComparison.Ordinal)
            .Replace("TASK", finished.Job.Tasks[0], StringComparison.Ordinal)
            .Replace("ME", account, StringComparison.Ordinal);
    }
}
