{
    "variables": {
        # One list for this build and the one of CMakeLists.txt.
        "sources": ["<!@(node -p \"require('fs').readFileSync('native/sources.txt', 'utf8')\")"],
    },
    "targets": [
        {
            "target_name": "pysocket",
            "sources": ["<@(sources)"],
            # The root: no folder on the include path may be called like a C++ header, such as native/queue.
            "include_dirs": [
                ".",
                "<!(node -p \"require('node-addon-api').include_dir\")",
            ],
            "defines": [
                "NAPI_VERSION=8",
                "NAPI_DISABLE_CPP_EXCEPTIONS",
                "NODE_ADDON_API_DISABLE_DEPRECATED",
                # In a thread that is being ended no exception can be thrown, which must not abort the process.
                "NODE_API_SWALLOW_UNTHROWABLE_EXCEPTIONS",
            ],
            "conditions": [
                ["OS == 'win'", {
                    "sources": ["native/sys/windows.cc"],
                    "defines": ["_WIN32_WINNT=0x0A00", "_HAS_EXCEPTIONS=0"],
                    "libraries": ["-lws2_32.lib", "-liphlpapi.lib"],
                    "msvs_settings": {
                        "VCCLCompilerTool": {
                            "WarningLevel": 4,
                            "AdditionalOptions": ["/std:c++17"],
                        },
                    },
                }, {
                    "sources": ["native/sys/posix.cc"],
                    # Node's own settings name a newer or a GNU dialect, depending on its version.
                    "cflags_cc!": ["-std=gnu++17", "-std=gnu++20"],
                    "cflags_cc": [
                        "-std=c++17",
                        "-fvisibility=hidden",
                        "-fvisibility-inlines-hidden",
                        "-Wall",
                        "-Wextra",
                        "-Wconversion",
                    ],
                }],
                ["OS == 'mac'", {
                    "xcode_settings": {
                        "CLANG_CXX_LANGUAGE_STANDARD": "c++17",
                        "GCC_SYMBOLS_PRIVATE_EXTERN": "YES",
                        "MACOSX_DEPLOYMENT_TARGET": "11.0",
                        "WARNING_CFLAGS": ["-Wall", "-Wextra", "-Wconversion"],
                    },
                }],
            ],
        },
    ],
}
