package io.loadgen.sandbox;

import io.loadgen.conformance.*;
import io.loadgen.contract.ContractVersion;
import io.loadgen.sandbox.SimulatedPlatform.Deviation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DumpIT {
    @ParameterizedTest
    @EnumSource
    void dump(ContractVersion version) throws Exception {
        try (ContractCheckBench bench = new ContractCheckBench(version, Deviation.NONE)) {
            ContractReport report = bench.check();
            System.out.println(ContractTable.of(report));
            java.nio.file.Path file = java.nio.file.Path.of("/tmp/h/w/check/found-" + version + ".json");
            java.nio.file.Files.writeString(file, tools.jackson.databind.json.JsonMapper.shared().writeValueAsString(DumpHook.FIELDS));
        }
    }
}
